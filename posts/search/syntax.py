"""What a reader typed → what is looked for. Pure.

Words must all be found, "quoted words" side by side, -excluded ones not. A word that is several tokens is a phrase too:
"cloud-native", 云原生. One Han character is found wherever a word begins or goes on with it. Everything else a reader can type
separates words: no string is an error.
"""

import re
from dataclasses import dataclass

from posts.search.analyze import IS_UNSPACED, analyze

LENGTH = 200  # characters; what is longer is cut
TERMS = 16

# Quotation marks and minus signs a keyboard or an input method may give.
ALIKE = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | {"－": "-", "−": "-"})
TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that stand side by side. ``prefix``: the last one is one character, and may go on."""

    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    wanted: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    was_cut: bool = False  # it was too long, and only its beginning counts


def parse(text: str) -> Query:
    """What to look for; ``wanted`` is empty when ``text`` names nothing that can be found."""
    wanted: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    for match in TERM.finditer(text[:LENGTH].translate(ALIKE)):
        if term := _term(match["word"] or match["phrase"] or ""):
            (excluded if match["minus"] else wanted)[term] = None
    was_cut = len(text) > LENGTH or len(wanted) > TERMS or len(excluded) > TERMS
    return Query(tuple(wanted)[:TERMS], tuple(excluded)[:TERMS], was_cut)


def _term(text: str) -> Term | None:
    """A run of Han at the end is looked for without its last character alone, which only stands where a text's run ends too.

    云原生 → 云原 原生; 云 → 云 and whatever follows it.
    """
    tokens = analyze(text)
    if not tokens:
        return None
    if not _is_single(tokens[-1]):
        return Term(tuple(tokens))
    if len(tokens) > 1 and len(tokens[-2]) > 1 and IS_UNSPACED.match(tokens[-2]):
        return Term(tuple(tokens[:-1]))
    return Term(tuple(tokens), prefix=True)


def _is_single(token: str) -> bool:
    return len(token) == 1 and bool(IS_UNSPACED.match(token))
