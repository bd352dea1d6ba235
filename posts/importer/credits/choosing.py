"""Which pieces of a byline are people, where several could be: what makes the whole byline the most regular. Pure.

Writers repeat one shape: "A, X and B, Y" is two pairs, "A, B and C" three people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from people.names import HAN_CHARACTER
from posts.importer.credits.cutting import Piece
from posts.importer.credits.people import person_of
from posts.importer.credits.titles import TITLE_STARTS, is_field, is_title
from posts.importer.records import Credit
from posts.importer.sentences import is_small

MAX_CHOICES = 8  # ambiguous pieces decided by trying all readings (2 to the 8th); more than that are all people

# What a reading costs; only their order matters.
LIKE_A_PERSON = 1.0  # an organization that reads like a person
SECOND_ORGANIZATION = 0.5  # of one person
CROWD = 4.0  # each organization beyond those: more are not one person's
BEHIND_AND = 3.0  # "A and B, C": what follows the last "and" is B's
PAIR_BY_COMMA = 1.5  # "A, B": as likely a person and an employer
LIST_BY_COMMA = 0.25  # "A, B, C"
ONE_MORE_SHAPE = 2.0  # a person written unlike the others
# "A, B, and C, Example Co": what stands last is everybody's, surely where there are two people or a comma before the "and".
EVERYBODYS, PERHAPS_EVERYBODYS = 0.5, 1.75

POSSESSIVES = frozenset("her his its my our their your".split())
PRONOUNS_OF_PROSE = frozenset("he it she they we which who".split())


@dataclass(slots=True)
class Person:
    """How much stands behind one person's name in a reading."""

    organizations: int
    has_title: bool
    like_people: int = 0  # organizations that read like people

    @property
    def shape(self) -> tuple[bool, bool]:
        return self.organizations > 0, self.has_title


def choose(pieces: Sequence[Piece], *, several: bool = False) -> dict[int, Credit]:
    """Which pieces are people: index → credit; none when nobody is named. ``several``: a plural says that there are more."""
    candidates = {index: credit for index in range(len(pieces)) if (credit := _candidate(pieces, index))}
    first = min(candidates, default=0)
    sure = {index for index, credit in candidates.items() if index == first or _is_sure(pieces[index], credit)}
    open_ones = [index for index in candidates if index not in sure]
    if len(open_ones) > MAX_CHOICES:
        return candidates
    readings = chain.from_iterable(combinations(open_ones, count) for count in range(len(open_ones) + 1))
    ordered = (sorted({*sure, *reading}) for reading in readings)
    if not open_ones:
        best = next(ordered)
    else:
        best = min(ordered, key=lambda people: _cost(pieces, candidates, people, several=several))
    return {index: candidates[index] for index in best}


def is_clause(piece: str) -> bool:
    """Whether a piece speaks of what belongs to somebody: "its founder explains", "our engineers"."""
    return piece.split(maxsplit=1)[0].casefold() in POSSESSIVES


def is_prose(piece: str) -> bool:
    """Whether a piece goes on like a sentence: "we have", "highlighting the status of"."""
    words = piece.split()
    first = words[0].casefold().strip("’'")
    if is_title(piece) and not (first.endswith("ing") and first not in TITLE_STARTS):
        return words[0] in PRONOUNS_OF_PROSE
    is_place = first in {"in", "at"} and len(words) <= 4
    return is_small(words[0]) and not is_place


def spans(people: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    """(index, index of the next person, or ``end``) of each person's pieces."""
    return zip(people, [*people[1:], end], strict=True)


def _candidate(pieces: Sequence[Piece], index: int) -> Credit | None:
    """The person a piece may name; the first one may sign with one word where a title follows."""
    text = pieces[index].text
    one_word = index == 0 and len(pieces) > 1 and " " not in text and is_title(pieces[1].text) and not is_clause(pieces[1].text)
    credit = person_of(text, one_word=one_word)
    is_latin = one_word and not HAN_CHARACTER.search(text)
    return replace(credit, doubt=f"“{text}” signs with one word: is it a person?") if credit and is_latin else credit


def _is_sure(piece: Piece, credit: Credit) -> bool:
    return piece.before not in ("", ",") or bool(credit.organization or credit.title or credit.native_name)


def _cost(pieces: Sequence[Piece], candidates: dict[int, Credit], people: list[int], *, several: bool) -> float:
    """How irregular a byline is when exactly ``people`` of its pieces are people; least is best."""
    read = [_person(pieces, candidates, index, end) for index, end in spans(people, len(pieces))]
    details = sum(map(_cost_of_details, read))
    commas = _cost_of_commas(pieces, candidates, people, several=several)
    return details + commas + _cost_of_shapes(read, before_last=pieces[people[-1]].before)


def _person(pieces: Sequence[Piece], candidates: dict[int, Credit], index: int, end: int) -> Person:
    credit = candidates[index]
    person = Person(organizations=int(bool(credit.organization)), has_title=bool(credit.title))
    for other in range(index + 1, end):
        text = pieces[other].text
        if other in candidates:
            person.like_people += 1
            person.organizations += 1
        elif is_title(text) or is_field(text):
            person.has_title = True
        elif not is_prose(text):
            person.organizations += 1
    return person


def _cost_of_details(person: Person) -> float:
    """Between a title and an employer a department may stand; more names than that are not one person's."""
    allowed = 2 if person.has_title else 1
    return (
        LIKE_A_PERSON * person.like_people
        + SECOND_ORGANIZATION * max(0, person.organizations - 1)
        + CROWD * max(0, person.organizations - allowed)
    )


def _cost_of_commas(pieces: Sequence[Piece], candidates: dict[int, Credit], people: list[int], *, several: bool) -> float:
    """What it costs that only a comma makes some of the pieces people."""
    ands = [index for index in people if pieces[index].before.endswith("and")]
    by_comma = [index for index in people if pieces[index].before == "," and not _is_sure(pieces[index], candidates[index])]
    if ands:
        return BEHIND_AND * sum(index > ands[-1] for index in by_comma)
    return len(by_comma) * (PAIR_BY_COMMA if len(people) == 2 and not several else LIST_BY_COMMA)


def _cost_of_shapes(people: Sequence[Person], *, before_last: str) -> float:
    *others, last = [person.shape for person in people]
    if others and any(last) and not any(map(any, others)):
        return EVERYBODYS if len(people) == 2 or before_last == ", and" else PERHAPS_EVERYBODYS
    return ONE_MORE_SHAPE * (len({*others, last}) - 1)
