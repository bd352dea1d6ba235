"""Posts by their slug, without a look at all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0004_newest_texts")]

    operations = [
        migrations.AddIndex(model_name="post", index=models.Index(fields=["slug_en"], name="posts_post_slug_en")),
        migrations.AddIndex(model_name="post", index=models.Index(fields=["slug_zh_hans"], name="posts_post_slug_zh_hans")),
    ]
