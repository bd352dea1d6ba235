"""Tasks are worked at by other processes, and come back as if they had been worked at here."""

import os
import signal
import time
from dataclasses import dataclass

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from posts.importer.workers import AHEAD, WorkerDied, mapping
from posts.models import Post

JOBS = 2


@dataclass(frozen=True)
class Task:
    number: int
    file: str = "page-1.txt"


def double(common: int, task: Task) -> int:
    time.sleep(0.02 * (task.number % 3 == 0))  # later ones are done before
    return common + 2 * task.number


def fail(_common: None, task: Task) -> None:
    raise LookupError(f"no {task.number}")


def die(_common: None, _task: Task) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(_common: None, _task: Task) -> None:
    os._exit(3)


def ask_the_database(_common: None, _task: Task) -> int:
    return Post.objects.count()


def language(_common: None, _task: Task) -> str | None:
    return translation.get_language()


@pytest.mark.parametrize("jobs", [1, JOBS])
def test_results_come_in_the_order_of_their_tasks(jobs):
    with mapping(jobs) as work:
        assert list(work(double, 100, map(Task, range(20)))) == list(range(100, 140, 2))
        assert list(work(double, 0, map(Task, range(3)))) == [0, 2, 4]


def test_tasks_are_asked_for_as_they_can_be_worked_at():
    asked = []
    with mapping(JOBS) as work:
        results = work(double, 0, (asked.append(number) or Task(number) for number in range(100)))
        next(results)
        assert len(asked) <= AHEAD * JOBS
        results.close()


@pytest.mark.parametrize("jobs", [1, JOBS])
def test_what_the_function_raises_is_raised_here(jobs):
    with mapping(jobs) as work, pytest.raises(LookupError, match="no 0"):
        list(work(fail, None, [Task(0)]))


@pytest.mark.parametrize(("end", "how"), [(die, "SIGKILL"), (leave, "exit status 3")], ids=["killed", "gone"])
def test_a_worker_that_dies_is_named_with_what_it_read(end, how):
    with mapping(JOBS) as work, pytest.raises(WorkerDied, match=rf"Process \d+, which was to read page-1.txt, died \({how}\)"):
        list(work(end, None, map(Task, range(3))))


def test_a_worker_has_no_database():
    with mapping(JOBS) as work, pytest.raises(ImproperlyConfigured):
        list(work(ask_the_database, None, [Task(0)]))


def test_a_worker_speaks_the_language_of_whoever_started_it():
    with translation.override("zh-hans"), mapping(JOBS) as work:
        assert list(work(language, None, [Task(0)])) == ["zh-hans"]
