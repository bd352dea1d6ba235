"""What texts say, to be compared; the glossary, translation memory, and who translates what."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from posts.texts import source_text
from posts.translating.stale import digest


def fill_digests(apps, schema_editor):
    """What posts with translations say, and what those were made from."""
    posts, texts = (apps.get_model("posts", name).objects for name in ("Post", "Translation"))
    for text in texts.exclude(source_text="").only("source_text").iterator():
        texts.filter(pk=text.pk).update(pin_digest=digest(text.source_text))
    translated = texts.filter(is_source=False).values("post")
    for source in texts.filter(is_source=True, post__in=translated).only("post_id", "language").iterator():
        fields = [f"{name}_{source.language.replace('-', '_')}" for name in ("title", "summary", "body")]
        values = posts.values_list(*fields).get(pk=source.post_id)
        texts.filter(pk=source.pk).update(text_digest=digest(source_text(*(value or "" for value in values))))


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0007_history_and_bin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], max_length=10, verbose_name='language')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='assigned at')),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
            },
        ),
        migrations.CreateModel(
            name='MemoryUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], max_length=10)),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], max_length=10)),
                ('source', models.TextField()),
                ('target', models.TextField()),
                ('digest', models.CharField(max_length=16)),
                ('opening', models.CharField(max_length=16)),
                ('ending', models.CharField(max_length=16)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'translation memory',
                'verbose_name_plural': 'translation memory',
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], max_length=10, verbose_name='from')),
                ('term', models.CharField(max_length=200, verbose_name='term')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], max_length=10, verbose_name='into')),
                ('form', models.CharField(blank=True, max_length=200, verbose_name='approved form')),
                ('is_kept', models.BooleanField(default=False, help_text='The term stays as it is written.', verbose_name='do not translate')),
                ('note', models.TextField(blank=True, help_text='When to use it, and what to avoid.', verbose_name='note')),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'glossary',
                'ordering': ['source_language', 'term'],
            },
        ),
        migrations.AddField(
            model_name='translation',
            name='pin_digest',
            field=models.CharField(blank=True, default='', editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name='translation',
            name='text_digest',
            field=models.CharField(blank=True, default='', editable=False, max_length=16),
        ),
        migrations.AddIndex(
            model_name='translation',
            index=models.Index(fields=['language', 'is_source', 'status', 'pin_digest', 'post'], name='posts_translation_pins'),
        ),
        migrations.AddIndex(
            model_name='translation',
            index=models.Index(fields=['post', 'is_source', 'status', 'text_digest'], name='posts_translation_source'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned by'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='posts.post', verbose_name='post'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='translator'),
        ),
        migrations.AddField(
            model_name='memoryunit',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memory', to='posts.post', verbose_name='post'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('source_language', 'term', 'language'), name='posts_term_once', violation_error_message='The glossary has this term already.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('is_kept', True), models.Q(('form', ''), _negated=True), _connector='OR'), name='posts_term_says_something'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('post', 'language'), name='posts_assignment_once'),
        ),
        migrations.AddIndex(
            model_name='memoryunit',
            index=models.Index(fields=['language', 'digest'], name='posts_memoryunit_same'),
        ),
        migrations.AddIndex(
            model_name='memoryunit',
            index=models.Index(fields=['language', 'opening'], name='posts_memoryunit_opening'),
        ),
        migrations.AddIndex(
            model_name='memoryunit',
            index=models.Index(fields=['language', 'ending'], name='posts_memoryunit_ending'),
        ),
        migrations.AddConstraint(
            model_name='memoryunit',
            constraint=models.UniqueConstraint(fields=('post', 'language', 'digest'), name='posts_memoryunit_once'),
        ),
        migrations.RunPython(fill_digests, migrations.RunPython.noop),
    ]
