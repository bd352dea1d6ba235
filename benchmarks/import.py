"""How fast an archive comes in, beside the floor measured in the same run: the very same rows through bare COPY or executemany.

    python benchmarks/import.py [--posts 1000 10000] [--database sqlite postgresql]

The import is the command itself, in a process of its own that runs on one core, as the floor's does; a PostgreSQL server runs
beside it, as it always does.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.archive import write_pages  # noqa: E402
from tests.real_postgres import postgres  # noqa: E402

LEAST_RATIO = {"postgresql": 0.50, "sqlite": 0.25}  # of the floor's posts a second
MOST_MEMORY = 300  # MB
LEAST_SPEEDUP = 5  # of a second, unchanged run
JOBS, LEAST_BY_JOBS = 2, 1.6  # times the posts a second of one job, where parsing is all there is to do
TURNS = 3  # of one job and of several, in turn; the median counts
FLATNESS = 0.15  # by which the cost of a post may differ between the sizes
# What an import writes, parents first.
TABLES = """people_person people_organization projects_project projects_maturitychange posts_series posts_category posts_tag
posts_post posts_translation posts_credit posts_postproject posts_taggedpost posts_post_categories posts_legacypath
posts_provenance posts_searchdocument posts_importrun posts_importrecord""".split()


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    cpu: float
    memory: float  # MB, the process's peak
    stages: dict[str, float]


@dataclass(frozen=True, slots=True)
class Figures:
    database: str
    posts: int
    first: Run
    second: Run
    floor: float  # seconds
    by_jobs: float  # how many times the posts a second of one job several parse

    @property
    def ratio(self) -> float:
        return self.floor / self.first.seconds


def on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def run_import(pages: Path, url: str, report: Path) -> Run:
    environment = {**os.environ, "DATABASE_URL": url}
    command = [sys.executable, "manage.py", "import_archive", str(pages), "--report", str(report), "-v0"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, preexec_fn=on_one_core)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        sys.exit(f"The import failed: {' '.join(command)}")
    stages = json.loads(report.read_text(encoding="utf-8"))["stages"]
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, stages)


def speedup_by_jobs(pages: Path, url: str) -> float:
    """What several jobs are worth on as many cores, in a dry run into an empty database: it parses, and writes nothing."""
    seconds: dict[int, list[float]] = {1: [], JOBS: []}
    for _turn in range(TURNS):
        for jobs, taken in seconds.items():
            command = [sys.executable, "manage.py", "import_archive", str(pages), "--dry-run", "-v0", "--jobs", str(jobs)]
            started = time.perf_counter()
            subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True)
            taken.append(time.perf_counter() - started)
    return median(seconds[1]) / median(seconds[JOBS])


def sqlite_floor(file: Path) -> float:
    """Seconds to put the rows of ``file`` into a new file with the same tables, indexes, full-text index and triggers."""
    fresh = file.with_name("floor.sqlite3")
    source, target = sqlite3.connect(file), sqlite3.connect(fresh, isolation_level=None)
    target.execute("PRAGMA journal_mode=WAL")
    target.execute("PRAGMA synchronous=NORMAL")
    # The full-text index makes its own tables, and SQLite its own indexes.
    made = "SELECT sql, name FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite#_%' ESCAPE '#' AND type = ?"
    for kind in ("table", "index", "trigger"):
        for sql, made_name in source.execute(made, [kind]).fetchall():
            if kind != "table" or not made_name.startswith("posts_search_"):
                target.execute(sql)
    seconds = 0.0
    for table in TABLES:
        rows = source.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            started = time.perf_counter()
            target.execute("BEGIN IMMEDIATE")
            target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            target.execute("COMMIT")
            seconds += time.perf_counter() - started
    target.close()
    source.close()
    return seconds


def postgresql_floor(url: str, folder: Path) -> float:
    """Seconds to COPY the rows into new tables with the same columns, constraints and indexes."""
    seconds = 0.0
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA floor")
        for table in TABLES:
            file = folder / f"{table}.copy"
            with file.open("wb") as dump, cursor.copy(f"COPY (SELECT * FROM {table} ORDER BY id) TO STDOUT") as copy:
                for piece in copy:
                    dump.write(piece)
            cursor.execute(f"CREATE TABLE floor.{table} (LIKE public.{table} INCLUDING ALL)")
            started = time.perf_counter()
            with file.open("rb") as dump, cursor.copy(f"COPY floor.{table} FROM STDIN") as copy:
                while piece := dump.read(2**16):
                    copy.write(piece)
            seconds += time.perf_counter() - started
            file.unlink()
        cursor.execute("DROP SCHEMA floor CASCADE")
    return seconds


@contextmanager
def database(name: str, folder: Path) -> Iterator[str]:
    if name == "sqlite":
        yield f"sqlite:///{folder}/db.sqlite3"
    else:
        with postgres() as url:
            yield url


def measure(name: str, posts: int, folder: Path) -> Figures:
    pages = folder / "pages"
    write_pages(pages, posts)
    with database(name, folder) as url:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True
        )
        by_jobs = speedup_by_jobs(pages, url)
        first = run_import(pages, url, folder / "first.json")
        second = run_import(pages, url, folder / "second.json")
        floor = sqlite_floor(folder / "db.sqlite3") if name == "sqlite" else postgresql_floor(url, folder)
    return Figures(name, posts, first, second, floor, by_jobs)


COLUMNS = ("database", "posts", "posts/s", "floor/s", "ratio", "ms/post", "peak MB", "second", "faster")
HEAD = f"{COLUMNS[0]:<12}" + "".join(f"{name:>9}" for name in COLUMNS[1:])


def show(all_figures: list[Figures]) -> bool:
    """Print the table; whether every aim is reached."""
    print(HEAD)
    reached = True
    for figures in all_figures:
        first, second = figures.first, figures.second
        faster = first.seconds / second.seconds
        speed, floor = figures.posts / first.seconds, figures.posts / figures.floor
        cost = first.seconds / figures.posts * 1000
        print(
            f"{figures.database:<12}{figures.posts:>9}{speed:>9.0f}{floor:>9.0f}{figures.ratio:>9.0%}{cost:>9.2f}"
            f"{first.memory:>9.0f}{second.seconds:>8.1f}s{faster:>8.1f}×"
        )
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in first.stages.items())
        print(f"{'':<12}first run: {stages}; cpu {first.cpu:.1f} s")
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in second.stages.items())
        print(f"{'':<12}second run: {stages}; peak {second.memory:.0f} MB")
        parse, load = first.stages["parse"] / figures.posts * 1000, first.stages["load"] / figures.posts * 1000
        print(f"{'':<12}a post: parse {parse:.2f} ms, load {load:.2f} ms; {JOBS} jobs parse {figures.by_jobs:.2f}× as many")
        reached &= figures.ratio >= LEAST_RATIO[figures.database] and first.memory <= MOST_MEMORY and faster >= LEAST_SPEEDUP
        reached &= figures.by_jobs >= LEAST_BY_JOBS or (os.cpu_count() or 1) < JOBS
    for name in LEAST_RATIO:
        costs = [figures.first.seconds / figures.posts for figures in all_figures if figures.database == name]
        if len(costs) > 1:
            spread = max(costs) / min(costs) - 1
            print(f"{name}: the cost of a post differs by {spread:.0%} between the sizes (aim: {FLATNESS:.0%})")
            reached &= spread <= FLATNESS
    print(
        f"aims: {LEAST_RATIO['postgresql']:.0%} of the floor on PostgreSQL, {LEAST_RATIO['sqlite']:.0%} on SQLite, "
        f"{MOST_MEMORY} MB, second run {LEAST_SPEEDUP}× faster, {JOBS} jobs {LEAST_BY_JOBS}×: "
        f"{'reached' if reached else 'NOT reached'}"
    )
    return reached


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--database", nargs="+", choices=LEAST_RATIO, default=["sqlite", "postgresql"])
    options = parser.parse_args()
    found = []
    for name in options.database:
        for posts in options.posts:
            with tempfile.TemporaryDirectory(prefix="import-") as folder, get_context("spawn").Pool(1) as fresh:
                # What a command has at its peak counts from what the process had that started it: a fresh one each time.
                found.append(fresh.apply(measure, (name, posts, Path(folder))))
    return 0 if show(found) else 1


if __name__ == "__main__":
    sys.exit(main())
