"""How many pages a second the site serves, beside a bare Django view that returns the same bytes.

    python benchmarks/serve.py [--posts 1000] [--postgresql] [--rounds 9]
    python benchmarks/serve.py --database-url sqlite:////tmp/archive.sqlite3     a database that has posts already

Three servers run side by side, each gunicorn as in docs/operations.md: the bare view, the site, and the site without its page
cache. Each has one worker, on a core of its own where Linux can give it one: the client and the database share the others. With
several workers a turn depends on how many of its connections each of them happens to take, by which the same view is twice as
fast in one turn as in the next. A page and what it is measured beside take turns of a second, over new connections each time,
so that whatever else the machine does meets both; each pair of turns gives a ratio, and what is printed is the median of
``--rounds`` of them, with the quartiles. On a machine that does much else, trust the second ratio, of the processor time the
server took for a request: not counted there is what a PostgreSQL takes besides.

A page made anew is one page over and over, so that much of it is kept in pieces. "Post after post" is what a crawler causes
just after a change, when nothing is: a different post with each request. "Search after search" goes round several searches,
of which nothing is kept but the cards of posts. No aim is set for either.

The client is wrk where there is one; else one of our own, in Python, which slows down what is fast: then only the figures of
pages made anew mean something.
"""

import argparse
import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.archive import write_pages  # noqa: E402
from tests.real_postgres import postgres  # noqa: E402

CONNECTIONS = 16
# Words of most posts of this archive, of a quarter, of a tenth, of few and of none.
SEARCHES = ["security", "service mesh", "kubernetes", "envoy latency", "kubernetes -envoy", "安全", "云", "云原生", "nonesuch"]
TURN = 1  # seconds: the shortest that wrk knows
ONE_AFTER_THE_OTHER = """
local paths, number = {%s}, 0
request = function()
  number = number %% #paths + 1
  return wrk.format("GET", paths[number])
end
"""
FORGET = """
import secrets
from posts.models.version import ContentVersion
ContentVersion.objects.update(token=secrets.randbits(60))
"""


def split_cores() -> tuple[set[int], set[int]]:
    """The core of the servers, of which only one ever has something to do, and those of all else; none on other systems."""
    first, *others = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]
    return ({first}, set(others)) if others else (set(), set())


SERVERS, ALL_ELSE = split_cores()


@dataclass(frozen=True, slots=True)
class Case:
    """``aim`` is the least part of the requests a second of ``beside``, another case; 0: none is set."""

    name: str
    server: str  # bare, site or uncached
    page: str
    beside: str = ""
    aim: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


def cases(etag: str) -> list[Case]:
    return [
        Case("bare view, post", "bare", "post"),
        Case("post, kept", "site", "post", "bare view, post", 0.60),
        Case("post, kept, gzip", "site", "post", "bare view, post", 0.60, {"Accept-Encoding": "gzip"}),
        Case("post, 304", "site", "post", "bare view, post", 0.80, {"If-None-Match": etag}),
        Case("post, made anew", "uncached", "post", "bare view, post", 0.15),
        Case("bare view, list", "bare", "list"),
        Case("list, kept", "site", "list", "bare view, list", 0.60),
        Case("list, made anew", "uncached", "list", "bare view, list", 0.12),
        Case("post after post", "uncached", "all posts", "bare view, post"),
        Case("last list, made anew", "uncached", "last", "list, made anew", 0.90),
        Case("bare view, search", "bare", "searches"),
        Case("search after search", "uncached", "searches", "bare view, search"),
    ]


def prepare(url: str, posts: int, folder: Path) -> None:
    write_pages(folder / "archive", posts)
    manage(url, "migrate", "-v0")
    manage(url, "import_archive", str(folder / "archive"), "-v0")


def manage(url: str, *command: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, **environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@dataclass(frozen=True, slots=True)
class Server:
    address: str
    process: psutil.Process

    def seconds(self) -> float:
        """Of processor time that its workers have taken so far."""
        return sum(sum(worker.cpu_times()[:2]) for worker in self.process.children())


@dataclass(frozen=True, slots=True)
class Figure:
    rate: float  # requests a second
    cost: float  # seconds of processor time a request


@dataclass(slots=True)
class Taken:
    """A case's turns, and those of what stands beside it, in the same order."""

    own: list[Figure] = field(default_factory=list)
    beside: list[Figure] = field(default_factory=list)

    @property
    def rates(self) -> list[float]:
        return [own.rate / beside.rate for own, beside in zip(self.own, self.beside, strict=True)]

    @property
    def costs(self) -> list[float]:
        return [beside.cost / own.cost for own, beside in zip(self.own, self.beside, strict=True)]


@contextmanager
def on(cores: set[int]) -> Iterator[None]:
    """What is started within runs on ``cores``, where the system can say so."""
    if not cores or not hasattr(os, "sched_setaffinity"):
        yield
        return
    usual = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, usual)


@contextmanager
def gunicorn(application: str, **environment: str) -> Iterator[Server]:
    """A server, which ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "127.0.0.1:{1}".format(*free.getsockname())
    command = ["-m", "gunicorn", application, "--workers", "1", "--threads", "4", "--bind", address, "--log-level", "error"]
    with on(SERVERS):
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env={**os.environ, **environment})
    try:
        wait_for(address, process)
        yield Server(f"http://{address}", psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: subprocess.Popen) -> None:
    host, _, port = address.partition(":")
    for _attempt in range(200):
        if process.poll() is not None:
            sys.exit("gunicorn ended; see above")
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"gunicorn does not answer on {address}")


def get(url: str) -> tuple[bytes, str]:
    """The body and tag of a page."""
    with urllib.request.urlopen(url) as response:
        return response.read(), response.headers.get("ETag", "")


# Clients


def with_wrk(site: str, paths: list[str], headers: dict[str, str]) -> float:
    given = [item for name, value in headers.items() for item in ("-H", f"{name}: {value}")]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if len(paths) > 1:
            script.write(ONE_AFTER_THE_OTHER % ", ".join(f'"{path}"' for path in paths))
            script.flush()
            given += ["-s", script.name]
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{TURN}s", *given, site + paths[0]]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", output)
    if failed:
        sys.exit(f"{site}{paths[0]}: {failed[0]}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def with_python(site: str, paths: list[str], headers: dict[str, str]) -> float:
    return asyncio.run(ask(site, paths, headers))


async def ask(site: str, paths: list[str], headers: dict[str, str]) -> float:
    """Requests a second over connections that are kept."""
    host = site.removeprefix("http://")
    lines = [f"Host: {host}", *(f"{name}: {value}" for name, value in headers.items())]
    requests = cycle("\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode() for path in paths)
    begun = time.perf_counter()
    asked = await asyncio.gather(*(ask_on_one(host, requests, begun + TURN) for _connection in range(CONNECTIONS)))
    return sum(asked) / (time.perf_counter() - begun)


async def ask_on_one(host: str, requests: Iterator[bytes], until: float) -> int:
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    asked = 0
    while time.perf_counter() < until:
        writer.write(next(requests))
        head = await reader.readuntil(b"\r\n\r\n")
        if length := re.search(rb"content-length: (\d+)", head, re.IGNORECASE):
            await reader.readexactly(int(length[1]))
        asked += 1
    writer.close()
    return asked


def measure(url: str, folder: Path, rounds: int) -> dict[str, Taken]:
    pages, static = folder / "pages", folder / "static"
    pages.mkdir()
    site = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.site_settings",
        "DATABASE_URL": url,
        "BENCHMARK_STATIC_ROOT": str(static),
    }
    manage(url, "collectstatic", "--no-input", "-v0", **site)
    client = with_wrk if shutil.which("wrk") else with_python
    print(f"client: {client.__name__.removeprefix('with_')}, {CONNECTIONS} connections, {rounds} rounds")
    with ExitStack() as stack:
        servers = {
            "site": stack.enter_context(gunicorn("cncfblog.wsgi", **site)),
            "uncached": stack.enter_context(gunicorn("cncfblog.wsgi", **site, PAGE_CACHE_MEGABYTES="0")),
        }
        paths = find_paths(servers["site"].address)
        tag = ""
        for name, (path, *_others) in paths.items():
            body, etag = get(servers["site"].address + path)
            (pages / f"{name}.html").write_bytes(body)
            tag = etag if name == "post" else tag
            print(f"{name}: {path}, {len(body):,} bytes")
        servers["bare"] = stack.enter_context(gunicorn("benchmarks.bare_site", BENCHMARK_PAGES=str(pages)))
        all_cases = {case.name: case for case in cases(tag)}

        def asked(case: Case) -> list[str]:
            return [f"/{case.page}/"] if case.server == "bare" else paths[case.page]

        def turn(case: Case) -> Figure:
            server = servers[case.server]
            if len(asked(case)) > 1:
                manage(url, "shell", "-v0", "-c", FORGET, **site)
            before = server.seconds()
            rate = client(server.address, asked(case), case.headers)
            if not rate:
                sys.exit(f"{case.name}: no answer within {TURN} s; the machine has too much else to do")
            return Figure(rate, (server.seconds() - before) / (rate * TURN))

        for case in all_cases.values():
            get(servers[case.server].address + asked(case)[0])  # gunicorn listens before its workers are ready
        for case in all_cases.values():
            turn(case)  # to warm up
        taken: dict[str, Taken] = defaultdict(Taken)
        for number in range(rounds):
            for case in all_cases.values():
                if case.beside:
                    turns = [(taken[case.name].beside, all_cases[case.beside]), (taken[case.name].own, case)]
                    for figures, one in turns if number % 2 else reversed(turns):
                        figures.append(turn(one))
        return taken


def find_paths(site: str) -> dict[str, list[str]]:
    """The pages to ask for: a post from the middle of the first list, all posts, the first list, the last, and searches."""
    listing = get(f"{site}/blog/")[0].decode()
    posts = re.findall(r'class="card-title"><a href="(/blog/[^"/?]+/)"', listing)
    numbers = [int(number) for number in re.findall(r'href="/blog/\?page=(\d+)"', listing)]
    every = re.findall(r"<loc>https?://[^/]+(/blog/[^<]+)</loc>", get(f"{site}/sitemap-posts.xml")[0].decode())
    return {
        "post": [posts[len(posts) // 2]],
        "list": ["/blog/"],
        "last": [f"/blog/?page={max(numbers, default=1)}"],
        "all posts": every,
        "searches": [f"/search/?{urlencode({'q': text})}" for text in SEARCHES],
    }


def show(taken: dict[str, Taken]) -> bool:
    """Print the table; whether every aim is reached."""
    reached = True
    print(
        f"{'':<22}{'requests/s':>11}{'beside':>8}{'ratio':>7}{'quartiles':>12}{'CPU ms':>8}{'beside':>8}{'ratio':>7}{'aim':>6}"
    )
    for case in cases(""):
        if case.beside:
            ours = taken[case.name]
            ratio, by_cost = median(ours.rates), median(ours.costs)
            low, _middle, high = quantiles(ours.rates) if len(ours.rates) > 1 else [ratio] * 3
            reached &= ratio >= case.aim
            aim = f"{case.aim:.0%}" if case.aim else "–"
            print(
                f"{case.name:<22}{median(one.rate for one in ours.own):>11,.0f}{median(one.rate for one in ours.beside):>8,.0f}"
                f"{ratio:>7.0%}{f'{low:.0%}–{high:.0%}':>12}"
                f"{median(one.cost for one in ours.own) * 1000:>8.2f}{median(one.cost for one in ours.beside) * 1000:>8.2f}"
                f"{by_cost:>7.0%}{aim:>6} of {case.beside}{'' if ratio >= case.aim else '  not reached'}"
            )
    return reached


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1_000)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--database-url")
    parser.add_argument("--rounds", type=int, default=9, help="of two turns for each line of the table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="serve-") as name, ExitStack() as stack, on(ALL_ELSE):
        folder = Path(name)
        if options.database_url:
            url = options.database_url
            manage(url, "migrate", "-v0")
        else:
            url = stack.enter_context(postgres()) if options.postgresql else f"sqlite:///{folder}/db.sqlite3"
            prepare(url, options.posts, folder)
        return 0 if show(measure(url, folder, options.rounds)) else 1


if __name__ == "__main__":
    sys.exit(main())
