"""Processes that parse while this one writes.

Each is started afresh, so that it shares no connection with this process, and knows no database at all. A thread here waits for
each: what it is asked, and what it answers, goes through a pipe of its own, so that a process that dies is known by name.
"""

import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

from django.utils import translation
from django.utils.translation import gettext as _

from posts.importer.garbage import few_collections

JOIN = 5  # seconds until a process whose pipe is gone must be gone, too
AHEAD = 4  # tasks for each worker that are under way or done and not asked for yet: what bounds the memory


class Task(Protocol):
    @property
    def file(self) -> str:
        """What is read, as an operator calls it."""
        ...


Common = TypeVar("Common")
AnyTask = TypeVar("AnyTask", bound=Task)
Result = TypeVar("Result")


class WorkerDied(Exception):
    """A process ended before it answered; the message says which, how, and over which file."""


class Map(Protocol):
    def __call__(
        self, function: Callable[[Common, AnyTask], Result], common: Common, tasks: Iterable[AnyTask]
    ) -> Iterator[Result]:
        """``function(common, task)`` of every task, in their order. ``tasks`` is asked for no more than can be worked at."""
        ...


def map_here(function: Callable[[Common, AnyTask], Result], common: Common, tasks: Iterable[AnyTask]) -> Iterator[Result]:
    return (function(common, task) for task in tasks)


@contextmanager
def mapping(jobs: int) -> Iterator[Map]:
    """How to map over tasks: in ``jobs`` processes, which end with the block; of one job, in this process."""
    if jobs < 2:
        yield map_here
        return
    workers = [Worker() for _number in range(jobs)]
    try:
        yield Workers(workers).map
    finally:
        for worker in workers:
            worker.end()


class Worker:
    """One process, and this process's end of the pipe."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, translation.get_language()), name="import", daemon=True)
        self.process.start()
        other.close()

    def ask(self, message: Any, file: str) -> Any:
        """The answer to ``message``. Raises what the worker's function raised."""
        try:
            self.pipe.send(message)
            error, result = self.pipe.recv()
        except (EOFError, OSError) as lost:
            self.process.join(JOIN)
            message = _("Process %(pid)d, which was to read %(file)s, died (%(how)s). Try again with fewer --jobs.")
            raise WorkerDied(message % {"pid": self.process.pid, "file": file, "how": self.how_it_ended()}) from lost
        if error is not None:
            raise error
        return result

    def how_it_ended(self) -> str:
        status = self.process.exitcode or 0
        return signal.Signals(-status).name if status < 0 else _("exit status %(status)d") % {"status": status}

    def end(self) -> None:
        """It holds nothing that could be lost."""
        self.process.terminate()
        self.process.join()
        self.pipe.close()


class Workers:
    def __init__(self, workers: list[Worker]):
        self.workers = workers

    def map(self, function: Callable[[Common, AnyTask], Result], common: Common, tasks: Iterable[AnyTask]) -> Iterator[Result]:
        idle: SimpleQueue[Worker] = SimpleQueue()
        prepared: set[Worker] = set()
        for worker in self.workers:
            idle.put(worker)

        def work(task: AnyTask) -> Result:
            worker = idle.get()
            try:
                if worker not in prepared:
                    worker.ask((function, common), task.file)
                    prepared.add(worker)
                return worker.ask(task, task.file)
            finally:
                idle.put(worker)

        under_way: deque[Future[Result]] = deque()
        threads = ThreadPoolExecutor(len(self.workers), "import")
        try:
            for task in tasks:
                under_way.append(threads.submit(work, task))
                if len(under_way) >= AHEAD * len(self.workers):
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            threads.shutdown(cancel_futures=True)


def serve(pipe: Connection, language: str | None) -> None:
    """What a worker does: a pair of a function and what its tasks have in common, then tasks, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the process that writes ends the others
    _set_up()
    function: Callable[[Any, Any], Any] | None = None
    common: Any = None
    with few_collections(), translation.override(language):
        while True:
            try:
                message = pipe.recv()
                if isinstance(message, tuple):
                    function, common = message
                    pipe.send((None, None))
                else:
                    pipe.send(_answer(function, common, message))
            except (EOFError, OSError):  # whoever asked is gone
                return


def _set_up() -> None:
    """Django, with no database: what parses has no use for one."""
    import django
    from django.conf import settings

    settings.DATABASES = {}
    django.setup()


def _answer(function: Callable[[Any, Any], Any], common: Any, task: Any) -> tuple[Exception | None, Any]:
    try:
        return None, function(common, task)
    except Exception as error:  # noqa: BLE001  raised again where it was asked for
        error.add_note(f"In process {os.getpid()}:\n{traceback.format_exc()}")
        return error, None
