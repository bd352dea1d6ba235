"""The command on real files: plain, compressed, from a pipe, damaged, of something else."""

import gzip
import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from posts.models import CountedLog, PostReads
from posts.reads.lines import LONGEST
from tests.factories import make_post

pytestmark = pytest.mark.django_db

LOG = "".join(
    f'2001:db8::7 - - [{timezone.localdate():%d/%b/%Y}:12:00:0{second} +0000] "GET {path} HTTP/1.1" 200 512 "-" "{agent}"\n'
    for second, (path, agent) in enumerate(
        [
            ("/blog/bells/", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            ("/blog/bells/?utm_source=letter", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            ("/blog/bells/", "curl/8.5.0"),
            ("/blog/ropes/", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            ("/", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        ]
    )
)


@pytest.fixture(autouse=True)
def post():
    return make_post("Bells")


def run(*arguments) -> tuple[dict[str, int], str]:
    """What was counted, and everything else that was said."""
    out, err = io.StringIO(), io.StringIO()
    call_command("count_reads", *map(str, arguments), stdout=out, stderr=err)
    lines = [line.rsplit(None, 1) for line in out.getvalue().splitlines() if line.startswith("  ")]
    return {label.strip(): int(number) for label, number in lines if number != "0" and number.isdigit()}, err.getvalue()


def total() -> int:
    return sum(PostReads.objects.values_list("count", flat=True))


def write(path, text: str | bytes):
    content = text.encode() if isinstance(text, str) else text
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


COUNTED = {"new reads": 2, "robots": 1, "of pages that no post has": 1, "other requests": 1}


@pytest.mark.parametrize("name", ["access.log", "access.log.2.gz"])
def test_a_log_is_counted_once_under_any_name(tmp_path, name):
    log = write(tmp_path / name, LOG)
    assert run(log) == (COUNTED, "")
    other = write(tmp_path / "another.gz", LOG)
    assert run(log, other)[0] == {"counted before": 6}
    assert total() == 2


def test_what_is_not_called_gz_may_be(tmp_path):
    write(tmp_path / "x.gz", LOG).rename(tmp_path / "access.log")
    assert run(tmp_path / "access.log") == (COUNTED, "")


def test_bad_lines_are_named_and_the_others_counted(tmp_path):
    log = write(tmp_path / "access.log", b"\xff\xfe\x1b[2J\n" + LOG.encode() + b"y" * (2 * LONGEST) + b"\n" + b"half a li")
    counted, said = run(log)
    assert counted == {**COUNTED, "bad lines": 2}
    assert said.splitlines() == [f"{log}:{line}: not a line of an access log; left out" for line in (1, 7)]
    write(log, b"x\n" * 12 + LOG.encode())
    assert run(log)[1].splitlines()[-1] == f"{log}: … and 7 more lines like that"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b'{"status": 200}\n' * 9, "no line of it is in the common or combined format", id="another-format"),
        pytest.param(gzip.compress(LOG.encode())[:-12], "Compressed file ended", id="cut-short"),
        pytest.param(gzip.compress(b"x" * 99)[:10] + b"\x07" * 50, "invalid", id="damaged"),
        pytest.param(b"\x1f\x8b", "", id="no-more-than-a-beginning"),
    ],
)
def test_a_log_that_cannot_be_read_stops_no_other(tmp_path, content, reason):
    bad = tmp_path / "bad.log"
    bad.write_bytes(content)
    err = io.StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("count_reads", str(bad), str(write(tmp_path / "access.log", LOG)), stdout=io.StringIO(), stderr=err)
    assert failure.value.returncode == 1
    assert f"{bad}: " in err.getvalue()
    assert reason in err.getvalue()
    assert (total(), CountedLog.objects.count()) == (2, 1)


@pytest.mark.parametrize("name", ["none.log", "."], ids=["missing", "folder"])
def test_what_is_no_file_is_named(tmp_path, name):
    err = io.StringIO()
    with pytest.raises(CommandError, match="1 log could not be counted"):
        call_command("count_reads", str(tmp_path / name), stdout=io.StringIO(), stderr=err)
    assert str(tmp_path / name) in err.getvalue()


def test_an_empty_log_is_no_failure(tmp_path):
    assert run(write(tmp_path / "access.log", "")) == ({}, "")


def test_since_leaves_out_and_may_be_made_good(tmp_path):
    log = write(tmp_path / "access.log", LOG)
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    assert run("--since", tomorrow, log)[0]["of days that are left out"] == 3
    assert run(log)[0]["new reads"] == 2
    assert "are kept for 90 days" in run("--since", "2001-01-01", log)[1]
    with pytest.raises(CommandError, match="--since"):
        call_command("count_reads", "--since", "yesterday", str(log))


def test_more_is_said_when_asked_for(tmp_path):
    out = io.StringIO()
    log = write(tmp_path / "access.log", LOG)
    call_command("count_reads", str(log), stdout=out, verbosity=2)
    assert f"{log}: 5 lines, 2 new reads of 1 posts" in out.getvalue()
    assert "no such post: ropes" in out.getvalue()


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "compressed"])
def test_standard_input(pack, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(pack(LOG.encode())))))
    assert run("-") == (COUNTED, "")
