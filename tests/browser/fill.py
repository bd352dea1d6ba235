"""Fill the database of the server that the browser talks to: ``python -m tests.browser.fill``.

The sample archive, and what it lacks: a post with everything Markdown can say, a translation older than its source, an editor.
"""

from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

EDITOR = "editor"
TRANSLATOR = "translator"  # into Chinese
REVIEWER = "reviewer"  # an Editor
PUBLISHER = "publisher"
PASSWORD = "for browser tests only"
SPECIMEN = Path(__file__).with_name("specimen.md")
SLUG = "everything-a-post-can-hold"
DRAFT, SCHEDULED, ARCHIVED = "a-draft-for-editors", "a-post-of-the-future", "a-post-of-the-past"
DOUBTED, DOUBT = "toc-votes-to-move-tikv-into-cncf-incubator", "One name or two?"
OUTDATED = "helm-charts-for-people-who-fear-templates"


def fill() -> None:
    from django.contrib.auth.models import User

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("import_archive", settings.BASE_DIR / "sample_archive", status="published", verbosity=0)
    add_specimen()
    add_unpublished()
    change_source()
    add_conflicts()
    User.objects.create_superuser(EDITOR, password=PASSWORD)
    add_translator()
    add_doubt()
    add_member(REVIEWER, "Editor")
    add_person(add_member(PUBLISHER, "Publisher"), "Rui Sample", "样瑞")
    add_traces()


def add_doubt() -> None:
    """The import was not sure of a byline, beside what else it flags in the sample archive."""
    from posts.models import Post

    post = Post.objects.get(slug_en=DOUBTED)
    trace = post.provenance.get(is_primary=True)
    lines = enumerate(trace.raw_text.split("\n"), start=trace.line_start)
    number = max(number for number, line in lines if line.startswith("By "))
    trace.notes = [*trace.notes, {"stage": "bylines", "message": DOUBT, "line": number, "review": True}]
    trace.save()
    post.review = [DOUBT]
    post.save()


def add_member(name: str, role: str):
    from django.contrib.auth.models import Group, User

    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def add_person(user, name: str, name_in_han: str) -> None:
    """Whom the public knows ``user`` as."""
    from people import names
    from people.models import Person
    from posts.models import DeskPerson

    person = Person.objects.create(name_en=name, name_zh_hans=name_in_han, slug=names.slug(name))
    DeskPerson.objects.create(user=user, person=person)


def add_traces() -> None:
    """What lists of the desk hold one day: versions of a post, one in the bin, an entry that could not be read, a term."""
    from posts.models import ImportRun, Post, QuarantinedEntry, Term
    from posts.services.bin import bin_posts
    from posts.services.history import recording

    post = Post.objects.get(slug_en=SLUG)
    for summary in ("Tables, code and quotes, in one post.", post.summary_en):
        with recording([post.pk], reason="Once more"):
            Post.objects.filter(pk=post.pk).update(summary_en=summary)
    bin_posts([Post.objects.create(title_en="Thrown away", title_zh_hans="扔掉了", slug_en="thrown-away", body_en="x").pk])
    QuarantinedEntry.objects.create(
        file="sample_archive/page-09.txt",
        line_start=40,
        line_end=43,
        kind=QuarantinedEntry.Kind.PAGES,
        message="It has no title.",
        raw_text="By Ada Example\n\nNobody knows what this was called, or when it was said.\nIt ends in the middle of a",
        digest="0" * 64,
        run=ImportRun.objects.latest("pk"),
    )
    Term.objects.create(source_language="en", language="zh-hans", term="rolling update", form="滚动更新", note="Not: 卷动更新")


def add_translator() -> None:
    from django.contrib.auth.models import Group, User

    user = User.objects.create_user(TRANSLATOR, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Translator"))
    user.desk_languages.create(language="zh-hans")
    add_person(user, "Mei Example", "范例梅")


def add_conflicts() -> None:
    """People and the archive have changed the outdated post: one text in both languages, and something that is no text."""
    from posts.models import ImportConflict, Post

    post = Post.objects.get(slug_en=OUTDATED)
    for field, base, archive in (
        ("body_en", f"{post.body_en}\n\nA last line.", f"{post.body_en}\n\nAnother last line."),
        ("body_zh_hans", f"{post.body_zh_hans}\n\n末行。", f"{post.body_zh_hans}\n\n另一末行。"),
        ("title_en", "Charts", "Charts & more"),
        ("tags", None, ["charts", "packaging"]),
        ("date", [], ["2018-09-25T12:00:00", "inferred", "2018-09-20", "2018-09-30"]),
    ):
        ImportConflict.objects.create(post=post, field=field, base=base, archive=archive)


def add_specimen() -> None:
    from posts.models import Post
    from posts.services.texts import refresh_texts

    body = SPECIMEN.read_text(encoding="utf-8")
    post = Post.objects.create(
        published_at=datetime(2019, 3, 4, 12, tzinfo=UTC),
        title_en="Everything a Post Can Hold",
        slug_en=SLUG,
        summary_en="Tables, code, quotes, footnotes and pictures, in one post.",
        body_en=body,
        title_zh_hans="一篇文章能容纳的一切",
        slug_zh_hans=SLUG,
        summary_zh_hans="表格、代码、引文、脚注与图片，尽在一文。",
        body_zh_hans=body,
    )
    refresh_texts(post)
    publish(post)


def publish(post) -> None:
    """In every language; of the date it has."""
    step_each(post, "published")


def step_each(post, status: str) -> None:
    from posts.services import workflow

    for language in post.languages():
        workflow.step(post, language, status, by=None)


def add_unpublished() -> None:
    from posts.models import Post
    from posts.services.texts import refresh_texts

    for slug, fields in (
        (DRAFT, {}),
        (SCHEDULED, {"published_at": datetime(2100, 1, 1, 12, tzinfo=UTC)}),
        (ARCHIVED, {"published_at": datetime(2016, 1, 1, 12, tzinfo=UTC)}),
    ):
        post = Post.objects.create(
            **fields,
            **{f"title_{code}": slug.replace("-", " ") for code in ("en", "zh_hans")},
            **{f"slug_{code}": slug for code in ("en", "zh_hans")},
            **{f"body_{code}": "Not for readers yet." for code in ("en", "zh_hans")},
        )
        refresh_texts(post)
        if post.published_at:
            publish(post)
        if slug == ARCHIVED:
            step_each(post, "archived")


def change_source() -> None:
    """Let a translation fall behind: its source says more now than when it was translated."""
    from posts.models import Post
    from posts.services.history import recording
    from posts.services.texts import refresh_texts

    post = Post.objects.get(slug_en=OUTDATED)
    with recording([post.pk], reason="One more line"):
        post.body_en += "\n\nSince this was translated, the charts have learned to lint themselves.\n"
        post.save()
        refresh_texts(post)


if __name__ == "__main__":
    django.setup()
    fill()
