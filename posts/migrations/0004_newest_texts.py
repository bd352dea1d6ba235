"""The newest texts of a language, which its feed is made of, are found without looking at all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0003_content_version")]

    operations = [
        migrations.RemoveIndex(model_name="translation", name="posts_translation_state"),
        migrations.AddIndex(
            model_name="translation",
            index=models.Index(fields=["language", "status", "-published_at"], name="posts_translation_state"),
        ),
    ]
