"""What became of every entry and file, told as it comes: to the report, and to whoever listens."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from posts.importer.readers import Source
from posts.importer.records import Failure
from posts.importer.report import Listener, Outcome, Report
from posts.importer.store.rows import Item


class Stopped(Exception):
    """The first failure ended the run, as ``fail_fast`` asks."""


@dataclass(slots=True)
class Tally:
    """``given_as`` is filled by the plan: a page's name as it is known → as it was given, which is what a listener hears."""

    sources: Sequence[Source]
    report: Report
    listener: Listener
    fail_fast: bool
    given_as: dict[str, str] = field(default_factory=dict)
    told: int = 0  # how many of the sources the listener has heard of
    remaining: Counter[str] = field(default_factory=Counter)  # entries of each file that are not done yet
    per_file: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.add_seconds(name, time.perf_counter() - started)

    def add_seconds(self, stage: str, seconds: float) -> None:
        self.report.stages[stage] = self.report.stages.get(stage, 0.0) + seconds

    def fail(self, failure: Failure) -> None:
        """Raises :class:`Stopped` where one failure is enough."""
        self.report.fail(failure)
        self.per_file[failure.file]["failed"] += 1
        if self.fail_fast:
            raise Stopped

    def done(self, item: Item, result: Outcome | Failure) -> None:
        """One of the entries that ``remaining`` counts."""
        file = item.file or item.place.file
        self.remaining[file] -= 1
        self.listener.advance()
        if isinstance(result, Failure):
            self.fail(result)
        else:
            self.tell(result, file)
            if result.outcome == "created":
                self.report.counts["translations"] += len(item.prepared.texts) - 1
        self.tell_files()

    def redated(self, number: int, outcomes: Iterable[Outcome]) -> None:
        """``number`` posts get a new date; these of them stand in the archive. They count as their texts do: as unchanged."""
        self.report.counts["redated"] += number
        for outcome in outcomes:
            self.report.list_post(outcome)
            self.listener.outcome(outcome)

    def tell(self, outcome: Outcome, file: str = "") -> None:
        self.report.post(outcome)
        self.per_file[file or self.given_as[outcome.file]][outcome.outcome] += 1
        self.listener.outcome(outcome)

    def tell_files(self) -> None:
        """Tell of the files that are done, in their order."""
        while self.told < len(self.sources) and not self.remaining[name := self.sources[self.told].name]:
            self.listener.file(name, self.per_file.pop(name, Counter()))
            self.told += 1
