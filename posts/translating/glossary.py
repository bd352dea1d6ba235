"""Terms and names in a text, and whether its translation says them as agreed. Pure.

A text is cut into words once, and only words that some term begins with are looked at more closely: it costs the same however
many terms there are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from people.names import HAN

WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """``term`` is to be said as ``form``. ``is_exact``: a name, found only as it is written."""

    term: str
    form: str
    note: str = ""
    is_exact: bool = False

    @property
    def is_kept(self) -> bool:
        return self.term == self.form

    def is_said(self, text: str) -> bool:
        return self.form.casefold() in text.casefold()


class Glossary:
    """All entries from one language into another."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_first: dict[str, list[tuple[list[str], Entry]]] = defaultdict(list)
        for entry in entries:
            words = WORD.findall(entry.term)
            if words:
                self._by_first[words[0].casefold()].append((words, entry))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda candidate: len(candidate[0]), reverse=True)  # the longest term counts

    def find(self, text: str) -> list[Entry]:
        """The terms of ``text``, each once, in the order in which they come.

        >>> glossary = Glossary([Entry("service mesh", "服务网格"), Entry("Envoy", "Envoy", is_exact=True)])
        >>> [entry.form for entry in glossary.find("Service meshes: a service mesh of Envoy, not an envoy.")]
        ['服务网格', 'Envoy']
        """
        return list(dict.fromkeys(self._found(text)))

    def _found(self, text: str) -> Iterator[Entry]:
        words = WORD.findall(text)
        at = 0
        while at < len(words):
            step = 1
            for term, entry in self._beginning_with(words[at].casefold()):
                if _same(words[at : at + len(term)], term, entry.is_exact):
                    yield entry
                    step = len(term)
                    break
            at += step

    def _beginning_with(self, word: str) -> Iterator[tuple[list[str], Entry]]:
        for form in dict.fromkeys((word, word.removesuffix("s"), word.removesuffix("es"))):
            yield from self._by_first.get(form, ())


def _same(words: list[str], term: list[str], is_exact: bool) -> bool:
    if is_exact or len(words) < len(term):
        return words == term
    *words, last = (word.casefold() for word in words)
    *rest, end = (word.casefold() for word in term)
    return words == rest and last in (end, f"{end}s", f"{end}es")
