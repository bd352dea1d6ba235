"""A text is published only in a post that is: so far, one in a draft was said to be, and meant to go out with it."""

from django.db import migrations

HIDDEN = {"draft": "ready", "archived": "archived"}


def ready_with_their_post(apps, schema_editor):
    texts = apps.get_model("posts", "Translation").objects
    for post, text in HIDDEN.items():
        texts.filter(post__status=post, status="published").update(status=text)


class Migration(migrations.Migration):
    dependencies = [("posts", "0009_import_runs_and_conflicts")]

    operations = [migrations.RunPython(ready_with_their_post, migrations.RunPython.noop)]
