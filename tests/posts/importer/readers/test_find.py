"""Files, folders, globs and standard input become sources with names that stay the same."""

import io
import os
import socket
import sys
import threading
from types import SimpleNamespace

import pytest

from posts.importer.readers import NothingToRead, find
from posts.importer.records import Failure, Page

SITE = "<rss><channel><link>https://front.example</link><wp:base_blog_url>{}</wp:base_blog_url>"
FEED = "<rss><channel><link>{}</link>"


@pytest.fixture
def archive(tmp_path):
    for name in [
        "2017/page-1.txt",
        "2018/page-1.txt",
        "2018/page-2.TXT",
        "2018/deep/page-1.txt",
        "2018/.hidden.txt",
        ".git/a.txt",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A line\n", encoding="utf-8")
    (tmp_path / "2018/notes.md").write_text("not a page", encoding="utf-8")
    (tmp_path / "export.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("file", "text", "archive"),
    [
        pytest.param("page.txt", "A title\n", "pages", id="page"),
        pytest.param("deep/other.txt", "A title\n", "pages", id="page-of-another-folder"),
        pytest.param("a.jsonl", "{}\n", "", id="our-export-may-concern-every-post"),
        pytest.param("a.xml", SITE.format("https://Harbour.example/"), "wordpress harbour.example", id="site"),
        pytest.param("b.xml", SITE.format("http://harbour.example"), "wordpress harbour.example", id="same-site"),
        pytest.param("a.xml", SITE.format("https://example.org/yard"), "wordpress example.org/yard", id="site-of-a-network"),
        pytest.param("a.xml", FEED.format("https://quay.example/feed/"), "wordpress quay.example", id="host-of-its-first-link"),
        pytest.param("a.xml", "<rss>", "wordpress", id="no-address"),
        pytest.param("yard/content/posts/a.md", "---\n---\n", "markdown yard", id="hugo"),
        pytest.param("yard/content/zh/posts/a.md", "---\n---\n", "markdown yard", id="hugo-in-another-language"),
        pytest.param("quay/_posts/2020-01-02-a.md", "---\n---\n", "markdown quay", id="jekyll"),
    ],
)
def test_the_archive_of_a_file(tmp_path, file, text, archive):
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    [source] = find([str(path)])
    assert source.archive == archive


ALL = ["2017/page-1.txt", "2018/deep/page-1.txt", "2018/page-1.txt", "2018/page-2.TXT", "export.jsonl"]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        pytest.param(["."], ALL, id="folder"),
        pytest.param([".", "2018"], ALL, id="each-file-once"),
        pytest.param(["2018/page-1.txt"], ["page-1.txt"], id="single-file"),
        pytest.param(["2018/notes.md"], ["notes.md"], id="any-file-that-is-named"),
        pytest.param(["2018/page-2.TXT", "2018/page-1.txt"], ["page-2.TXT", "page-1.txt"], id="in-the-order-given"),
        pytest.param(["2017/page-1.txt", "2018/page-1.txt"], ["2017/page-1.txt", "2018/page-1.txt"], id="same-name-twice"),
        pytest.param(["2018/*.txt"], ["page-1.txt"], id="glob"),
        pytest.param(["20*"], ALL[:4], id="glob-of-folders"),
        pytest.param(["2018/**/page-1.txt"], ["page-1.txt", "deep/page-1.txt"], id="glob-through-folders"),
    ],
)
def test_names_are_paths_below_what_was_given(archive, monkeypatch, given, names):
    monkeypatch.chdir(archive)
    relative = [source.name for source in find(given)]
    assert sorted(relative) == sorted(names)
    assert relative == [source.name for source in find([f"{archive}/{path}" for path in given])], "wherever it is called from"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param("gone.txt", "no such file or folder", id="missing"),
        pytest.param("empty", "holds no page", id="folder-without-pages"),
        pytest.param("*.csv", "matches no file", id="glob-without-match"),
        pytest.param("dangling.txt", "points to nothing", id="dangling-link"),
    ],
)
def test_a_path_that_leads_nowhere_is_named(archive, monkeypatch, given, says):
    monkeypatch.chdir(archive)
    (archive / "dangling.txt").symlink_to("gone.txt")
    with pytest.raises(NothingToRead, match=says) as caught:
        find(["2017", given])
    assert str(caught.value).startswith(f"{given}: ")


def test_a_device_never_ends(archive, monkeypatch):
    monkeypatch.chdir(archive)
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("socket.txt")
        for given in ("/dev/zero", "socket.txt"):
            with pytest.raises(NothingToRead, match=f"{given}: this is a socket or a device"):
                find(["2017", given])


def test_what_of_a_folder_cannot_be_read_is_named(archive, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("A secret\n")
    os.mkfifo(archive / "2017/pipe.txt")
    os.mkfifo(archive / "2017/pipe.md")
    (archive / "2017/dangling.xml").symlink_to("gone.xml")
    (archive / "2017/secret.txt").symlink_to(outside / "secret.txt")
    (archive / "2017/inside.txt").symlink_to("page-1.txt")
    (archive / "2017/folder").symlink_to(outside)
    (archive / "2017/loop").symlink_to(".")
    (archive / "2017/export.xml").write_bytes(b"PK\x03\x04 and so on")
    (archive / "2017/README.md").write_text("Nobody's post")
    (archive / "2017/sitemap.xml").write_text("<urlset/>")
    sources = find([str(archive / "2017")])
    assert [source.name for source in sources if not source.problem] == ["export.xml", "inside.txt", "page-1.txt"]
    said = {failure.file: failure.message for source in sources if source.problem for failure in source.pages()}
    assert {name: message.partition(":")[0] for name, message in said.items()} == {
        "dangling.xml": "The file cannot be read (No such file or directory)",
        "folder": "The link leads out of the folder that is imported",
        "pipe.md": "This is a pipe, a socket or a device, no file",
        "pipe.txt": "This is a pipe, a socket or a device, no file",
        "secret.txt": "The link leads out of the folder that is imported",
    }
    [export] = [source for source in sources if source.name == "export.xml"]
    assert ["ZIP archive" in failure.message for failure in export.drafts()] == [True]


def test_what_may_not_be_read_is_named(archive):
    for name in ("2017/page-1.txt", "2018/deep", "empty"):
        (archive / name).chmod(0)
    if os.access(archive / "empty", os.R_OK):
        pytest.skip("root may read everything")
    try:
        said = {source.name: source.problem for source in find([str(archive)]) if source.problem}
        assert {name: message.partition(" (")[0].partition(":")[0] for name, message in said.items()} == {
            "2017/page-1.txt": "The file cannot be read",
            "2018/deep": "The folder may not be looked into",
            "empty": "The folder may not be looked into",
        }
        with pytest.raises(NothingToRead, match="empty: The folder may not be looked into"):
            find([str(archive / "empty")])
    finally:
        for name in ("2017/page-1.txt", "2018/deep", "empty"):
            (archive / name).chmod(0o755)


def test_no_path_at_all():
    with pytest.raises(NothingToRead):
        find([])


def test_a_name_with_wildcards_is_a_name_first(tmp_path):
    (tmp_path / "page [1].txt").write_text("A line", encoding="utf-8")
    assert [source.name for source in find([str(tmp_path / "page [1].txt")])] == ["page [1].txt"]


def test_a_source_can_be_read_again(archive):
    [source] = find([str(archive / "2017")])
    assert list(source.pages()) == list(source.pages())
    assert [page.lines for page in source.pages()] == [("A line",)]
    assert list(source.drafts()) == []


def test_an_export_yields_drafts_not_pages(archive):
    [source] = find([str(archive / "export.jsonl")])
    assert list(source.pages()) == []
    assert [type(draft) for draft in source.drafts()] == [Failure]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"A title\n\nBy | Blog\n", "pages", id="page"),
        pytest.param(b'{"slug": "a"}\n', "drafts", id="export"),
        pytest.param(b"{{ not JSON }}\n", "pages", id="a-page-with-a-brace"),
        pytest.param(b"", "pages", id="nothing"),
    ],
)
def test_standard_input_is_kept_for_a_second_reading(monkeypatch, data, kind):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    [source] = find(["-", "-"])
    assert (source.name, source.kind) == ("stdin", kind)
    read = source.pages if kind == "pages" else source.drafts
    assert list(read()) == list(read()) != []
    assert isinstance(next(read()), Page | Failure)


def test_a_named_pipe_is_kept_for_a_second_reading(tmp_path):
    pipe = tmp_path / "pages"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"A title\n\nBy | Blog\n",))
    writer.start()
    [source] = find([str(pipe)])
    writer.join()
    assert (source.name, source.kind) == ("pages", "pages")
    assert list(source.pages()) == list(source.pages()) != []
