"""Roles, own languages and owners; a workflow per language with its steps; languages that go out together; credits of a language."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Exists, OuterRef


def without_new_states(apps, schema_editor):
    """On the way back: states that were unknown become the nearest known one, a credit for two languages becomes one."""
    posts, texts, credits = (apps.get_model("posts", name).objects for name in ("Post", "Translation", "Credit"))
    posts.filter(status="archived").update(status="draft")
    texts.filter(status="archived").update(status="draft")
    texts.filter(status="ready").update(status="in_review")
    same = credits.filter(post=OuterRef("post"), role=OuterRef("role"), pk__lt=OuterRef("pk"))
    people = credits.filter(Exists(same.filter(person=OuterRef("person"))))
    organizations = credits.filter(Exists(same.filter(person=None, organization=OuterRef("organization"))), person=None)
    for doubles in (people, organizations):
        credits.filter(pk__in=list(doubles.values_list("pk", flat=True))).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('posts', '0005_slug_indexes'),
        ('projects', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskLanguage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], max_length=10, verbose_name='language')),
            ],
            options={
                'verbose_name': 'own language',
                'verbose_name_plural': 'own languages',
                'ordering': ['user', 'language'],
            },
        ),
        migrations.CreateModel(
            name='DeskPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'credited as',
                'verbose_name_plural': 'credited as',
            },
        ),
        migrations.CreateModel(
            name='WorkflowStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], max_length=10, verbose_name='language')),
                ('before', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('ready', 'ready to be published'), ('published', 'published'), ('archived', 'archived')], max_length=20, verbose_name='from')),
                ('after', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('ready', 'ready to be published'), ('published', 'published'), ('archived', 'archived')], max_length=20, verbose_name='to')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('public_from', models.DateTimeField(blank=True, null=True, verbose_name='public from')),
                ('note', models.TextField(blank=True, verbose_name='note')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.AlterModelOptions(
            name='post',
            options={'ordering': ['-published_at', '-id'], 'permissions': [('publish_post', 'Can publish, schedule, archive and withdraw posts'), ('translate_post', 'Can translate posts into own languages')], 'verbose_name': 'post', 'verbose_name_plural': 'posts'},
        ),
        migrations.RemoveConstraint(
            model_name='credit',
            name='posts_credit_person_role_once',
        ),
        migrations.RemoveConstraint(
            model_name='credit',
            name='posts_credit_organization_role_once',
        ),
        migrations.RemoveConstraint(
            model_name='post',
            name='posts_post_status_known',
        ),
        migrations.RemoveConstraint(
            model_name='translation',
            name='posts_translation_status_known',
        ),
        migrations.AddField(
            model_name='credit',
            name='language',
            field=models.CharField(blank=True, choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], help_text='Of a translator or reviewer: which text of the post.', max_length=10, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='post',
            name='owner',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='post',
            name='together',
            field=models.JSONField(blank=True, default=list, verbose_name='published together'),
        ),
        migrations.AlterField(
            model_name='post',
            name='status',
            field=models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('archived', 'archived')], default='draft', max_length=20, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='translation',
            name='status',
            field=models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('ready', 'ready to be published'), ('published', 'published'), ('archived', 'archived')], default='draft', max_length=20, verbose_name='status'),
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('post', 'person', 'role', 'language'), name='posts_credit_person_role_once'),
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.UniqueConstraint(condition=models.Q(('organization__isnull', False), ('person__isnull', True)), fields=('post', 'organization', 'role', 'language'), name='posts_credit_organization_role_once'),
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.CheckConstraint(condition=models.Q(('language', ''), ('role__in', ['translator', 'reviewer']), _connector='OR'), name='posts_credit_language_of_role'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'archived'])), name='posts_post_status_known'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in_review', 'ready', 'published', 'archived'])), name='posts_translation_status_known'),
        ),
        migrations.AddField(
            model_name='desklanguage',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='desk_languages', to=settings.AUTH_USER_MODEL, verbose_name='member of the staff'),
        ),
        migrations.AddField(
            model_name='deskperson',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='deskperson',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='desk_person', to=settings.AUTH_USER_MODEL, verbose_name='member of the staff'),
        ),
        migrations.AddField(
            model_name='workflowstep',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='workflowstep',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='posts.post', verbose_name='post'),
        ),
        migrations.AddConstraint(
            model_name='desklanguage',
            constraint=models.UniqueConstraint(fields=('user', 'language'), name='posts_desklanguage_once'),
        ),
        migrations.AddIndex(
            model_name='workflowstep',
            index=models.Index(fields=['-at', '-id'], name='posts_workflowstep_latest'),
        ),
        migrations.RunPython(migrations.RunPython.noop, without_new_states),
    ]
