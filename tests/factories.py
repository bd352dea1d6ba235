"""Rows for tests: plain functions with sensible defaults, each naming what it needs and nothing more."""

from datetime import UTC, date, datetime
from itertools import count

from people import names
from people.models import Organization, Person
from posts import markdown
from posts.models import Credit, Post, Series, Tag, Translation
from posts.services.texts import whole_text
from posts.translating.stale import digest
from projects.models import Project

DAY = date(2018, 9, 25)
numbers = count(1)


def make_person(name: str = "", **fields) -> Person:
    name = name or f"Ada Example {next(numbers)}"
    return Person.objects.create(**{"name_en": name, "slug": names.slug(name), **fields})


def make_organization(name: str = "", **fields) -> Organization:
    name = name or f"Example Co {next(numbers)}"
    return Organization.objects.create(**{"name_en": name, "slug": names.slug(name), **fields})


def make_project(name: str = "", **fields) -> Project:
    name = name or f"Project {next(numbers)}"
    return Project.objects.create(**{"name_en": name, "slug": names.slug(name), **fields})


def make_series(name: str = "", **fields) -> Series:
    name = name or f"Series {next(numbers)}"
    return Series.objects.create(**{"name_en": name, "slug": names.slug(name), **fields})


def make_tag(name: str = "", **fields) -> Tag:
    name = name or f"topic {next(numbers)}"
    return Tag.objects.create(**{"name": name, "label_en": name, "slug": names.slug(name), **fields})


def make_post(title: str = "", *, zh: str = "", day: date = DAY, authors=(), projects=(), tags=(), **fields) -> Post:
    """A published post in English, in Chinese (``title=None, zh="标题"``), or in both (``zh="标题"``).

    ``authors`` are people, ``projects`` those it is about. Its texts' rows are in its state; see :func:`make_text` for others.
    """
    titles = {"en": f"Post {next(numbers)}" if title == "" else title, "zh-hans": zh}
    texts = {code: text for code, text in titles.items() if text}
    values: dict = {"status": Post.Status.PUBLISHED, "published_at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC)}
    for code, text in texts.items():
        suffix = code.replace("-", "_")
        values |= {f"title_{suffix}": text, f"slug_{suffix}": names.slug(text), f"body_{suffix}": f"Text of {text}."}
    post = Post.objects.create(**{**values, **fields})
    for code, text in texts.items():
        make_text(post, code, body_html=markdown.render(f"Text of {text}."), is_source=code == next(iter(texts)))
    for order, person in enumerate(authors):
        Credit.objects.create(post=post, person=person, order=order)
    for project in projects:
        post.project_links.create(project=project)
    for tag in tags:
        post.tagged.create(tag=tag)
    return post


def make_text(post: Post, language: str, **fields) -> Translation:
    """The row of one language of a post, in its post's state unless told otherwise."""
    defaults = {"status": post.status, "published_at": post.published_at, "length": 3}
    digests = {"pin_digest": digest(fields.get("source_text", ""))}
    if fields.get("is_source"):
        digests["text_digest"] = digest(whole_text(post, language))
    return Translation.objects.create(**{"post": post, "language": language, **defaults, **digests, **fields})
