"""What a reader may have meant, when there is no page at an address or nothing was found."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import reduce
from operator import add, or_

from django.db.models import Case, IntegerField, Q, Value, When
from modeltranslation.utils import build_localized_fieldname

from people.models import Person
from posts.models import Post, Series, Tag
from posts.models.post import LANGUAGES
from projects.models import Project

LENGTH = 200  # characters of what was asked for
WORDS = 6
SHORTEST = 3  # letters; "the" says little, "a" nothing
SHARE = 0.4  # of the letters looked for
LIKENESS = 0.72  # of two names, from 0 to 1
LOOKED_THROUGH = 5_000  # names of a kind
SLUGS = [build_localized_fieldname("slug", code) for code in LANGUAGES]
NAMES = [build_localized_fieldname("name", code) for code in LANGUAGES]
LABELS = [build_localized_fieldname("label", code) for code in LANGUAGES]

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
LETTERS = re.compile(r"[^\W_]+")
FILE = re.compile(r"\.\w{1,5}$")  # wp-login.php, .env: what robots ask for


def likely_posts(text: str, limit: int = 5) -> list[Post]:
    """Published posts whose address shares many of the words of ``text``, so that a word mistyped, or gone, does no harm."""
    parts = _parts(text[:LENGTH])
    if not parts:
        return []
    shared = reduce(
        add,
        (
            Case(
                When(reduce(or_, (Q((f"{field}__contains", part)) for field in SLUGS)), then=Value(len(part))),
                default=Value(0),
                output_field=IntegerField(),
            )
            for part in parts
        ),
    )
    enough = sum(map(len, parts)) * SHARE
    posts = Post.objects.published().annotate(shared=shared).filter(shared__gte=enough)
    return list(posts.for_linking().order_by("-shared", "-published_at", "-pk")[:limit])


def posts_for_path(path: str) -> list[Post]:
    """Posts that a reader of a missing page may have come for."""
    slug = path.rstrip("/").rpartition("/")[2]
    return [] if FILE.search(slug) else likely_posts(slug)


def likely_names(text: str, limit: int = 6) -> list[Project | Series | Tag | Person]:
    """Projects, series, topics and people whose names are much like ``text`` or one of its words, the most alike first."""
    wanted = {part for part in (text[:LENGTH].casefold().strip(), *_words(text[:LENGTH])) if len(part) > 1}
    if not wanted:
        return []
    found = [(likeness, row) for row, names in _named() if (likeness := _likeness(wanted, names)) >= LIKENESS]
    return [row for _likeness, row in sorted(found, key=lambda pair: -pair[0])[:limit]]


def _named() -> Iterator[tuple[Project | Series | Tag | Person, list[str]]]:
    """Everything with a page of its own, and each one's names."""
    public = Post.objects.published().values("pk")
    for rows, fields in (
        (Project.objects.filter(post_links__post__in=public), NAMES),
        (Series.objects.filter(posts__in=public), NAMES),
        (Tag.objects.filter(tagged__content_object__in=public), ["name", *LABELS]),
        (Person.objects.filter(credits__post__in=public), NAMES),
    ):
        for row in rows.distinct()[:LOOKED_THROUGH]:
            yield row, [name.casefold() for field in fields if (name := getattr(row, field))]


def _likeness(wanted: set[str], names: list[str]) -> float:
    return max((_ratio(part, name) for part in wanted for name in names), default=0)


def _ratio(part: str, name: str) -> float:
    if (len(part) > 2 or HAN.match(part)) and part in name:
        return 1.0
    match = SequenceMatcher(None, name, part)
    # Each is an upper bound of the next and costs a fraction of it.
    if match.real_quick_ratio() < LIKENESS or match.quick_ratio() < LIKENESS:
        return 0
    return match.ratio()


def _words(text: str) -> list[str]:
    return [word for word in LETTERS.findall(text.casefold()) if len(word) >= SHORTEST or HAN.match(word)]


def _parts(text: str) -> list[str]:
    """What to look for in addresses: the beginnings of the longest words, and pairs of Han characters.

    >>> _parts("kuberntes-云原生")
    ['kubern', '云原', '原生']
    """
    parts: dict[str, None] = {}
    for word in sorted(_words(HAN.sub(" ", text)), key=len, reverse=True)[:WORDS]:
        parts[word[: max(4, len(word) - 3)]] = None
    for run in HAN.findall(text):
        for pair in map(add, run, run[1:]):
            parts[pair] = None
    return list(parts)[: 2 * WORDS]
