"""What a reader may have meant, when there is no page at an address or nothing was found."""

import re
from collections.abc import Iterable
from operator import add

from modeltranslation.utils import build_localized_fieldname

from people.models import Person
from people.names import HAN
from posts.models import Post, Series, Tag
from posts.models.post import LANGUAGES
from posts.pages.visible import visible
from posts.serving.content_version import while_unchanged
from projects.models import Project

LENGTH = 200  # characters of what was asked for
WORDS = 6
SHORTEST = 3  # letters; "the" says little, "a" nothing
SHARE = 0.4  # of the letters looked for
LIKENESS = 0.6  # of two names, from 0 to 1
LOOKED_THROUGH = 5_000  # names of a kind
SLUGS = [build_localized_fieldname("slug", code) for code in LANGUAGES]
NAMES = [build_localized_fieldname("name", code) for code in LANGUAGES]
LABELS = [build_localized_fieldname("label", code) for code in LANGUAGES]

HAN_RUN = re.compile(f"[{HAN}]+")
LETTERS = re.compile(r"[^\W_]+")
FILE = re.compile(r"\.\w{1,5}$")  # wp-login.php, .env: what robots ask for


def likely_posts(text: str, limit: int = 5) -> list[Post]:
    """Published posts whose address shares many of the words of ``text``, so that a word mistyped, or gone, does no harm."""
    parts = _parts(text[:LENGTH])
    if not parts:
        return []
    enough = sum(map(len, parts)) * SHARE
    shared = {key: sum(len(part) for part in parts if part in slugs) for key, slugs in addresses()}
    best = sorted((key for key, letters in shared.items() if letters >= enough), key=lambda key: -shared[key])[:limit]
    posts = Post.objects.for_linking().in_bulk(best)
    return [posts[key] for key in best if key in posts]


@while_unchanged
def addresses() -> list[tuple[int, str]]:
    """The slugs of every published post, newest first."""
    rows = Post.objects.published().order_by("-published_at", "-pk").values_list("pk", *SLUGS)
    return [(key, " ".join(filter(None, slugs))) for key, *slugs in rows]


def posts_for_path(path: str) -> list[Post]:
    """Posts that a reader of a missing page may have come for."""
    slug = path.rstrip("/").rpartition("/")[2]
    return [] if FILE.search(slug) else likely_posts(slug)


def likely_names(text: str, limit: int = 6) -> list[Project | Series | Tag | Person]:
    """Projects, series, topics and people whose names are much like ``text`` or one of its words, the most alike first."""
    wanted = {part for part in (text[:LENGTH].casefold().strip(), *_words(text[:LENGTH])) if len(part) > 1}
    pairs = [(part, _pairs(part)) for part in wanted]
    found: dict[tuple[type, int], float] = {}
    for model, key, name, letters in named():
        for part, letters_wanted in pairs:
            likeness = _likeness(part, letters_wanted, name, letters)
            if likeness >= LIKENESS and likeness > found.get((model, key), 0):
                found[model, key] = likeness
    best = sorted(found, key=lambda place: -found[place])[:limit]
    rows = {(model, row.pk): row for model, keys in _by_model(best).items() for row in model.objects.filter(pk__in=keys)}
    return [rows[place] for place in best if place in rows]


@while_unchanged
def named() -> list[tuple[type, int, str, frozenset[str]]]:
    """Every name of everything public with a page of its own: its model and key, the name, its pairs of letters."""
    found: list[tuple[type, int, str, frozenset[str]]] = []
    for model, fields in ((Project, NAMES), (Series, NAMES), (Tag, ["name", *LABELS]), (Person, NAMES)):
        for key, *names in visible(model).order_by("pk").values_list("pk", *fields)[:LOOKED_THROUGH]:
            found += [(model, key, name, _pairs(name)) for name in {name.casefold() for name in names if name}]
    return found


def _by_model(places: Iterable[tuple[type, int]]) -> dict[type, list[int]]:
    keys: dict[type, list[int]] = {}
    for model, key in places:
        keys.setdefault(model, []).append(key)
    return keys


def _pairs(name: str) -> frozenset[str]:
    return frozenset(map(add, name, name[1:]))


def _likeness(part: str, pairs: frozenset[str], name: str, pairs_of_name: frozenset[str]) -> float:
    """The share of neighbouring letters that two names have in common (Dice), or 1 where one is part of the other."""
    if (len(part) > 2 or HAN_RUN.match(part)) and part in name:
        return 1.0
    return 2 * len(pairs & pairs_of_name) / (len(pairs) + len(pairs_of_name) or 1)


def _words(text: str) -> list[str]:
    return [word for word in LETTERS.findall(text.casefold()) if len(word) >= SHORTEST or HAN_RUN.match(word)]


def _parts(text: str) -> list[str]:
    """What to look for in addresses: the beginnings of the longest words, and pairs of Han characters.

    >>> _parts("kuberntes-云原生")
    ['kubern', '云原', '原生']
    """
    parts: dict[str, None] = {}
    for word in sorted(_words(HAN_RUN.sub(" ", text)), key=len, reverse=True)[:WORDS]:
        parts[word[: max(4, len(word) - 3)]] = None
    for run in HAN_RUN.findall(text):
        for pair in map(add, run, run[1:]):
            parts[pair] = None
    return list(parts)[: 2 * WORDS]
