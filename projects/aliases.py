"""Which projects a text names: "k8s" and "Spiffe" → kubernetes, spiffe. Pure, but for reading the landscape once, at import.

A text is cut into its distinct words once, in C; only words that some project's name holds are looked at more closely, so a
page that names nobody costs one pass whatever the number of projects.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

LANDSCAPE_FILE = Path(__file__).with_name("landscape.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """A project as ``landscape.toml`` lists it; the fields are explained at the head of that file."""

    slug: str
    name: str
    category: str
    homepage: str
    repository: str
    aliases: tuple[str, ...] = ()
    common_word: bool = False
    alone: bool = True
    never: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way of writing the name that says which project is meant."""
        return (self.name, *self.aliases) if self.alone else self.aliases


class Mention(NamedTuple):
    """``text[start:end]`` names the project ``slug``."""

    slug: str
    start: int
    end: int


def read_landscape(source: str) -> Mapping[str, Entry]:
    """Slug → project. Raises ``tomllib.TOMLDecodeError`` or ``TypeError`` for a file that is not a landscape."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(source)
    return MappingProxyType(
        {slug: Entry(slug, **{key: _frozen(value) for key, value in table.items()}) for slug, table in tables.items()}
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


LANDSCAPE = read_landscape(LANDSCAPE_FILE.read_text(encoding="utf-8"))

_SLUGS = {
    spelling.casefold(): entry.slug for entry in LANDSCAPE.values() for spelling in (entry.slug, entry.name, *entry.aliases)
}


def slug_of(name: str) -> str:
    """The project whose whole name this is, or "".

    >>> slug_of("K8s"), slug_of("kubernetes clusters")
    ('kubernetes', '')
    """
    return _SLUGS.get(" ".join(name.split()).casefold(), "")


WORD = re.compile(r"[A-Za-z0-9]{3,}")
ACRONYM = re.compile(r"[A-Z0-9]{2,4}")
# Words of the field that stand in many texts: a name that holds one is looked up by another of its words, if it has any.
# fmt: off
FREQUENT = frozenset({
    "access", "automation", "charts", "cloud", "cluster", "cncf", "container", "containers", "distributed", "distribution",
    "docker", "dynamic", "events", "framework", "interface", "kubernetes", "language", "management", "mesh", "native",
    "network", "networking", "open", "operations", "operator", "performance", "policy", "production", "project", "registry",
    "runtime", "scheduler", "security", "service", "services", "storage", "streaming", "the", "tools", "update", "workflow",
    "workflows",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way of writing one project's name."""

    slug: str
    text: str
    own: str  # the spelling of the landscape that it varies
    offset: int  # of the word it is looked up by
    needs_context: bool  # an ordinary word: what stands around it decides
    never: tuple[tuple[str, int], ...]  # phrases that mean something else, and where the name stands in each


def _spellings(entry: Entry) -> Iterator[tuple[str, _Spelling]]:
    """Each spelling under the word it is looked up by: the longest that is not frequent, likely its rarest.

    A name may be written in lower case, in capitals or capitalised, unless that makes it something else: ordinary words,
    phrases and acronyms count as they are written.
    """
    for own in entry.spellings:
        fixed = entry.common_word or " " in own or ACRONYM.fullmatch(own)
        for text in [own] if fixed else dict.fromkeys([own, own.lower(), own.upper(), own.capitalize()]):
            key = max(WORD.finditer(text), key=lambda word: (word[0].lower() not in FREQUENT, len(word[0])))
            yield (
                key[0],
                _Spelling(
                    slug=entry.slug,
                    text=text,
                    own=own,
                    offset=key.start(),
                    needs_context=entry.common_word and " " not in own,
                    never=tuple((phrase, phrase.index(text)) for phrase in entry.never if text in phrase),
                ),
            )


def _index() -> Mapping[str, tuple[_Spelling, ...]]:
    """Word → the spellings that hold it, longest first: "Argo CD" before "Argo"."""
    index: dict[str, list[_Spelling]] = {}
    for entry in LANDSCAPE.values():
        for word, spelling in _spellings(entry):
            index.setdefault(word, []).append(spelling)
    return {word: tuple(sorted(found, key=lambda s: -len(s.text))) for word, found in index.items()}


_BY_WORD = _index()


def find(text: str) -> list[Mention]:
    """Every mention of a project, in reading order, none overlapping another; the longest name wins.

    An ordinary word that may be a name ("Harbor cities …") counts when the same text uses it clearly as one elsewhere.
    """
    sure: list[Mention] = []
    doubtful: list[Mention] = []
    flat = text.replace("\n", " ").replace("\u00a0", " ")  # a line may break inside a name
    for word in _BY_WORD.keys() & set(WORD.findall(text)):
        spellings = _BY_WORD[word]
        at = flat.find(word)
        while at >= 0:
            for spelling in spellings:
                start = at - spelling.offset
                if start < 0 or not flat.startswith(spelling.text, start):
                    continue
                end = start + len(spelling.text)
                if _stands_alone(text, start, end, spelling.own) and not _means_another(flat, start, spelling.never):
                    clear = not spelling.needs_context or _reads_as_name(text, start, end)
                    (sure if clear else doubtful).append(Mention(spelling.slug, start, end))
                    break
            at = flat.find(word, at + len(word))
    if doubtful:
        named = {mention.slug for mention in sure}
        sure += [m for m in doubtful if m.slug in named and not _after_article(text, m.start)]
    return list(_without_overlaps(sure))


def _means_another(text: str, start: int, never: tuple[tuple[str, int], ...]) -> bool:
    return any(shift <= start and text.startswith(phrase, start - shift) for phrase, shift in never)


def _without_overlaps(mentions: list[Mention]) -> Iterator[Mention]:
    reached = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start >= reached:
            yield mention
            reached = mention.end


# --- word boundaries and addresses

FIRST_WIDE = "\u2e80"  # Han, kana, full-width punctuation: a Latin word ends where they begin
BINDS = frozenset("/.@:=?&#_-~\\+")  # next to a name, these may make it part of an address or of another word
PREFIXES = frozenset({"pre", "post", "non", "multi", "anti", "cross", "inter", "intra", "mid", "pro"})
ADDRESS = re.compile(
    r"://|^www\.|^[/~.]\S*/|\w@\w|[\w-]\.(?:io|com|org|net|dev|sh|cn|ai|me|co|md|ya?ml|json|go|py|git|html?)(?![\w])", re.ASCII
)
CHUNK_BEFORE = re.compile(r"[!-'*-;=?-Z\\^-~]*\Z")  # visible ASCII but brackets, angle brackets, quotation marks
CHUNK_AFTER = re.compile(r"[!#-'*-;=?-Z\\^-~]*")


def _joins(char: str) -> bool:
    """Is the name only a part of a longer word when this stands beside it? Han characters end a word."""
    return (char.isalnum() or char == "_") and char < FIRST_WIDE


def _stands_alone(text: str, start: int, end: int, own: str) -> bool:
    """Is ``text[start:end]`` a word by itself, and no piece of an address, a path, a handle or an identifier?"""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _joins(before) or _joins(after):
        return False
    if before not in BINDS and after not in BINDS:
        return True
    if before and before in "@#":
        return False
    if before == "-" and not _prefixed(text, start):
        return False
    bound_on = bool(after) and after in "-/" and _joins(text[end + 1 : end + 2])
    if (bound_on or before == "/") and text[start:end] != own:
        return False  # "kubernetes/kubernetes", "prometheus-operator": identifiers; "Kubernetes-based" is prose
    return not ADDRESS.search(_chunk(text, start, end))


def _prefixed(text: str, start: int) -> bool:
    """A hyphen before the name: "pre-Prometheus" names it, "OpenStack-Helm" is something else, "- Helm" is a list."""
    word = WORD.search(text[max(0, start - 12) : start - 1][::-1])
    if word is None or word.start() > 0:
        return True
    return word[0][::-1].lower() in PREFIXES


def _chunk(text: str, start: int, end: int) -> str:
    """The run of visible characters around a name: the whole address, if it is one."""
    window = text[max(0, start - 200) : start]
    before = CHUNK_BEFORE.search(window)
    after = CHUNK_AFTER.match(text, end, end + 200)
    return (before[0] if before else "") + text[start:end] + (after[0] if after else "")


# --- ordinary words

ARTICLE = re.compile(r"\b(?:the|an?|at|our|your|their|its|his|her|my|this|that|every|each)[ \u00a0]+\Z", re.IGNORECASE)
# After an article the name must qualify a noun: "the Helm community", not "the Helm of …".
QUALIFIES = re.compile(
    r"(?:['’]s)?[ \u00a0]+(?!(?:of|is|was|are|were|has|had|in|on|at|to|for|and|or|by|with|from|as|that|which|who|when|while|"
    r"will|can|but|than|until|before|after)\b)[\w(“\"‘]",
    re.IGNORECASE,
)
SENTENCE_START = re.compile(r"(?:\A|[.!?:;…\n。！？：；•])[\s\"“‘'(\[*•–—-]*\Z")
# What follows a name that opens a sentence: punctuation, another capital or a figure, a verb, a preposition, or a noun that
# goes with projects.
CONTINUES_AS_NAME = re.compile(
    r"""
      \Z | [\n,.;:!?()/’'"”–—-]
    | [ \u00a0]+ (?:
        [^a-z]
      | v\d
      | (?: is | was | has | had | can | could | will | would | may | might | must | should | does | did | do
          | began | became | grew | ran | came | brought | makes? | made | join | lets?
          | also | now | currently | originally | already | still | itself | and | or | as | vs
          | at | in | on | for | with | by | to | from | under | over | without
          | project | community | team | blog | website | docs | documentation | roadmap | release | maintainers | users
          | contributors | adopters
        ) \b
      | [a-z]+ed \b
      | (?! [a-z]+ (?:ions|ings|ies|ers|ors|ments|ists|els|ts) \b ) [a-z]+s \b
    )
    """,
    re.VERBOSE,
)


def _after_article(text: str, start: int) -> bool:
    return ARTICLE.search(text, max(0, start - 12), start) is not None


def _reads_as_name(text: str, start: int, end: int) -> bool:
    """Is the capital of an ordinary word that of a name?

    In Chinese text every Latin word is one. After an article it must qualify a noun, and where a sentence begins,
    when the capital says nothing, what follows must be what follows a name: "Harbor is …", not "Harbor cities are …".
    """
    if _wide_neighbour(text, start, end):
        return True
    if _after_article(text, start):
        return QUALIFIES.match(text, end) is not None
    if SENTENCE_START.search(text[max(0, start - 8) : start]) if start else True:
        return CONTINUES_AS_NAME.match(text, end) is not None
    return True


def _wide_neighbour(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start].rstrip(), text[end : end + 2].lstrip()
    return (before[-1:] or " ") >= FIRST_WIDE or (after[:1] or " ") >= FIRST_WIDE
