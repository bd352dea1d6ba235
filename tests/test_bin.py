"""The commands a newcomer types: what they say when something is missing, and that they serve."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# What a newcomer's shell has: not the settings these tests run under.
SHELL = {
    name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT", "HOST")
}


@pytest.fixture
def project(tmp_path) -> Path:
    """The project as checked out, in a folder with a space in its name; its .venv is this one, as if just installed."""
    folder = tmp_path / "my blog"
    folder.mkdir()
    for path in ROOT.iterdir():
        if path.name in ("bin", "requirements.txt", "requirements-dev.txt"):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / path.name)
        elif path.name not in (".venv", ".git"):
            (folder / path.name).symlink_to(path)
    script(folder / ".venv/bin/python", f'exec "{sys.executable}" "$@"')
    requirements = [(ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt")]
    (folder / ".venv/.installed").write_text("".join(requirements))
    return folder


def script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def run(project: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [project / command[0], *command[1:]], env={**SHELL, **environment}, cwd="/", capture_output=True, text=True, timeout=60
    )


@contextlib.contextmanager
def listening() -> Iterator[int]:
    """A port that somebody else serves on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def says(result: subprocess.CompletedProcess[str]) -> str:
    """The one line a command gave up with."""
    assert result.returncode != 0
    [line] = (result.stdout + result.stderr).splitlines()
    return line


class TestVenv:
    @pytest.mark.parametrize("requirements", ["requirements.txt", "requirements-dev.txt"])
    def test_does_nothing_while_nothing_changed(self, project, requirements):
        result = run(project, "bin/venv", requirements, PYTHON="no-such-python")
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")

    def test_the_shorter_list_does_not_stand_for_the_longer(self, project):
        shutil.copy(ROOT / "requirements.txt", project / ".venv/.installed")
        assert run(project, "bin/venv", "requirements.txt", PYTHON="no-such-python").returncode == 0
        assert run(project, "bin/venv", "requirements-dev.txt", PYTHON="no-such-python").returncode != 0

    @pytest.mark.parametrize(
        ("body", "line"),
        [
            pytest.param(None, "{} is missing: install Python 3.11 or newer", id="no-python"),
            pytest.param("echo not here >&2; exit 127", "{} is missing: install Python 3.11 or newer", id="a-shim"),
            pytest.param(
                '[ "$1" = -V ] && echo Python 3.9.2 || exit 1', "Python 3.9.2 is too old: install Python 3.11", id="too-old"
            ),
            pytest.param(
                'case "$*" in -V) echo Python 3.11.2;; *venv*) exit 1;; esac',
                "Python 3.11.2 lacks its venv module",
                id="no-venv",
            ),
        ],
    )
    def test_says_what_python_lacks(self, project, tmp_path, body, line):
        (project / "requirements.txt").write_text("Django==5.2.19\n")
        python = tmp_path / "python"
        if body:
            script(python, body)
        assert says(run(project, "bin/venv", "requirements.txt", PYTHON=str(python))).startswith(line.format(python))

    def test_says_what_pip_could_not_install_and_tries_again(self, project):
        (project / "requirements.txt").write_text("no-such-package-of-ours==1\n")
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PYTHON": sys.executable}
        for _attempt in range(2):
            result = run(project, "bin/venv", "requirements.txt", **offline)
            assert result.returncode != 0
            assert result.stderr.splitlines()[-1] == (
                "pip could not install requirements.txt "
                "(ERROR: No matching distribution found for no-such-package-of-ours==1): "
                "is the package index reachable? See .venv/pip.log"
            )


class TestServe:
    def test_a_taken_port(self, project):
        with listening() as port:
            line = says(run(project, "bin/serve", PORT=str(port)))
        assert line.startswith(f"127.0.0.1:{port} cannot be served on (Address already in use): choose another port")

    @pytest.mark.parametrize("port", ["0", "70000", "http", "-1"])
    def test_no_port_at_all(self, project, port):
        assert says(run(project, "bin/serve", PORT=port)) == f"PORT={port} is not a port: choose a number from 1 to 65535"

    def test_a_database_that_does_not_answer(self, project):
        line = says(run(project, "bin/serve", PORT=free_port(), DATABASE_URL="postgres://blog@127.0.0.1:1/blog"))
        assert "The database does not answer" in line
        assert "set DATABASE_URL" in line

    def test_sets_up_and_serves_and_again(self, project, tmp_path):
        environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/blog.sqlite3"}
        with serving(project, tmp_path / "first.log", **environment) as port:
            assert get(port, "/healthz") == (200, "ok\n")
            status, page = get(port, "/")
            assert status == 200
            posts = page.count("<article")
            assert posts > 0, "the sample archive is there"
            assert get(port, "/zh-hans/")[0] == 200
        with serving(project, tmp_path / "second.log", **environment) as port:
            status, page = get(port, "/")
            assert (status, page.count("<article")) == (200, posts)
        assert (tmp_path / "first.log").read_text().count("name editor, password ") == 1
        assert "password" not in (tmp_path / "second.log").read_text()


def free_port() -> str:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return str(server.getsockname()[1])


def get(port: str, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)
    with contextlib.closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()


@contextlib.contextmanager
def serving(project: Path, log: Path, **environment: str) -> Iterator[str]:
    """``bin/serve`` on a free port, from the moment it answers to the end of the block."""
    port = free_port()
    with log.open("w") as output:
        server = subprocess.Popen(
            [project / "bin/serve"],
            env={**SHELL, "PORT": port, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # the reloader's child ends with it
        )
        try:
            for _attempt in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", int(port)), timeout=1):
                    break
                assert server.poll() is None, log.read_text()
                time.sleep(0.1)
            yield port
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=10)


class TestTest:
    def test_passes_arguments_on_and_ends_with_the_closing_line_of_pytest(self, project):
        result = run(project, "bin/test", "--version", REQUIRE_POSTGRES="")
        assert result.returncode == 0, result.stderr
        assert result.stdout.splitlines()[-1].startswith("pytest ")
