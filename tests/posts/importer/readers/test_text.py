"""Any bytes become a page of clean, numbered lines, or a failure that says what to do."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.readers import decoding, text
from posts.importer.records import Failure, Page

HAN = "容器和微服务正在改变我们构建软件的方式，社区今天宣布了“新”的项目。"


def page(data: bytes) -> Page:
    result = text.parse(data, "page.txt")
    assert isinstance(result, Page), result
    return result


@pytest.mark.parametrize(
    ("line", "encoding", "expected"),
    [
        pytest.param("Plain English.", "ascii", "utf-8", id="ascii"),
        pytest.param(HAN, "utf-8", "utf-8", id="utf-8"),
        pytest.param(HAN, "utf-8-sig", "utf-8", id="utf-8-with-mark"),
        pytest.param(HAN, "utf-16", "utf-16-le", id="utf-16-with-mark"),
        pytest.param("Ada wrote: " + HAN, "utf-16-le", "utf-16-le", id="utf-16-le-without-mark"),
        pytest.param(HAN * 9 + "Ada", "utf-16-be", "utf-16-be", id="utf-16-be-mostly-han"),
        pytest.param("Plain English.", "utf-16-be", "utf-16-be", id="utf-16-english"),
        pytest.param(HAN, "gb18030", "gb18030", id="gb18030"),
        pytest.param("An English line, then 你好", "gb18030", "gb18030", id="gb18030-mostly-english"),
        pytest.param("It’s held", "cp1252", "windows-1252", id="one-curly-quote"),
        pytest.param("“It’s held”, she said — naïvely…", "cp1252", "windows-1252", id="quotes-and-dashes"),
        pytest.param("Größe, Äpfel und Öl für Käthe", "cp1252", "windows-1252", id="german"),
        pytest.param("INFORMAÇÃO", "cp1252", "windows-1252", id="two-accents-that-make-one-han"),
    ],
)
def test_encodings_are_told_apart(line, encoding, expected):
    result = page(f"{line}\nlast\n".encode(encoding))
    assert (result.lines, result.encoding) == ((line, "last"), expected)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        pytest.param(b"a\nb\n", ("a", "b"), id="unix"),
        pytest.param(b"a\r\nb\r\n", ("a", "b"), id="windows"),
        pytest.param(b"a\rb", ("a", "b"), id="old-mac"),
        pytest.param(b"a\r\nb\rc\nd", ("a", "b", "c", "d"), id="mixed"),
        pytest.param(b"\n\na\n\n", ("", "", "a", ""), id="blank-lines-stay"),
        pytest.param(b"a\x0cb\nc", ("a b", "c"), id="form-feed-ends-no-line"),
        pytest.param("a\u2028b\u2029c\nd".encode(), ("a b c", "d"), id="unicode-separators-end-no-line"),
    ],
)
def test_lines_are_those_an_editor_shows(data, lines):
    assert page(data).lines == lines


@pytest.mark.parametrize(
    ("data", "lines", "noted"),
    [
        pytest.param(b"one\ntw\0o\0\n", ("one", "two"), 2, id="nul"),
        pytest.param(b"a\xed\xa0\x80b", ("ab",), 1, id="lone-surrogate"),
        pytest.param("a\ufeffb\x07".encode(), ("ab",), 1, id="byte-order-mark-inside"),
        pytest.param(b"\xed\xa0\xbd\xed\xb8\x80", ("😀",), None, id="a-pair-of-surrogates-is-a-character"),
        pytest.param("a\tb\xa0c".encode(), ("a\tb\xa0c",), None, id="tab-and-no-break-space-stay"),
    ],
)
def test_unusable_characters_go_with_a_note(data, lines, noted):
    result = page(data)
    assert result.lines == lines
    assert [note.line for note in result.notes] == ([] if noted is None else [noted])


@pytest.mark.parametrize(
    ("line", "repaired"),
    [
        pytest.param("It did not fall — it “held”.", "It did not fall — it “held”.", id="nothing-wrong"),
        pytest.param("didnâ€™t", "didn’t", id="curly-quote"),
        pytest.param("Ada KÃ¤thner", "Ada Käthner", id="accent"),
        pytest.param("CAFÉ” and ÇA", "CAFÉ” and ÇA", id="accents-that-look-like-it"),
        pytest.param("全角，标点。ＡＢ ﬁ &amp; “引号”", "全角，标点。ＡＢ ﬁ &amp; “引号”", id="widths-quotes-entities-stay"),
    ],
)
def test_text_decoded_twice_is_repaired(line, repaired):
    result = page(f"first\n{line}\n".encode())
    assert result.lines == ("first", repaired)
    assert [note.line for note in result.notes] == ([] if line == repaired else [2])


def test_accents_are_composed():
    assert page("Ka\u0308thner".encode()).lines == ("Käthner",)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_cut_inside_a_character_keeps_the_rest_and_asks_for_a_look(encoding):
    result = page(f"{HAN}\n{HAN}".encode(encoding)[:-1])
    assert result.lines == (HAN, HAN[:-1] + "�")
    assert (result.notes[-1].line, result.notes[-1].review) == (2, True)


def test_every_damaged_line_is_noted():
    result = page(f"{HAN}\n{HAN}\n\n{HAN}\n{HAN}".encode().replace("容".encode(), b"\xe5\xae", 2))
    assert [(note.line, note.review) for note in result.notes] == [(1, True), (2, True)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 64])
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"a\r\nb\rc\n\n😀{HAN}\r\nlast".encode(), id="utf-8"),
        pytest.param("a\n\ud83d\ude00\nb\n".encode("utf-8", "surrogatepass"), id="pairs-of-surrogates"),
        pytest.param(f"{HAN}\r\n{HAN}\r".encode("gb18030"), id="gb18030"),
        pytest.param(f"one\r\n{HAN}\n".encode("utf-16"), id="utf-16"),
        pytest.param(f"one and two\r\n{HAN}\n".encode("utf-16-be"), id="utf-16-without-mark"),
        pytest.param("“It’s”\nheld\n\n".encode("cp1252"), id="windows-1252"),
        pytest.param(f"{HAN}\ndidnâ€™t\na\x00b\n{HAN}".encode()[:-1], id="to-repair"),
    ],
)
def test_it_does_not_matter_in_which_pieces_a_page_is_read(data, size, tmp_path, monkeypatch):
    whole = page(data)
    monkeypatch.setattr(decoding, "PIECE", size)
    assert page(data) == whole
    (tmp_path / "page.txt").write_bytes(data)
    assert text.read(tmp_path / "page.txt", "page.txt") == whole


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\r\n\t", "empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "empty", id="only-a-mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG image", id="png"),
        pytest.param(b"PK\x03\x04" + bytes(50), "unpack it", id="zip"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "save its text", id="pdf"),
        pytest.param(bytes(range(32)) * 9, "control characters", id="controls"),
        pytest.param(bytes(range(256)) * 9, "no text in UTF-8", id="noise"),
    ],
)
def test_what_is_no_page_is_named(data, says):
    result = text.parse(data, "folder/page.txt")
    assert isinstance(result, Failure)
    assert (result.file, result.line_start) == ("folder/page.txt", 1)
    assert says in result.message


def test_a_file_that_is_gone_is_named(tmp_path):
    result = text.read(tmp_path / "gone.txt", "gone.txt")
    assert isinstance(result, Failure)
    assert "No such file" in result.message


def test_a_page_too_large_to_be_one_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "LARGEST", 10)
    (tmp_path / "page.txt").write_bytes(b"eleven bytes")
    result = text.read(tmp_path / "page.txt", "page.txt")
    assert isinstance(result, Failure)
    assert "split it" in result.message


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("The fox’s jump, over it.\n".encode() * 400_000, id="many-lines"),
        pytest.param(HAN.encode() * 50_000, id="one-line-of-han"),
        pytest.param("didnâ€™t ".encode() * 100_000, id="one-line-to-repair"),
        pytest.param(b"\xc3" * 5_000_000, id="one-line-of-noise"),
    ],
)
def test_large_pages_are_read_in_seconds(data):
    began = time.monotonic()
    text.parse(data, "page.txt")
    assert time.monotonic() - began < 10


anything = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=200).map(lambda s: s.encode("utf-8", "surrogatepass")),
    st.tuples(
        st.text("aé你’\n\r\0\x0c\u2028Ãâ€™", max_size=80), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "gb18030"])
    ).map(lambda pair: pair[0].encode(pair[1])),
)


@given(anything)
def test_any_bytes_are_a_page_or_a_failure(data):
    result = text.parse(data, "page.txt")
    assert isinstance(result, Page | Failure)
    if isinstance(result, Failure):
        assert result.message
        return
    joined = "\n".join(result.lines)
    joined.encode()  # no surrogates
    assert not text.UNCLEAN.search(joined)
    assert "\r" not in joined


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), min_size=1, max_size=20),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_number_of_lines_is_kept(lines, end):
    data = end.join([*lines, "end"]).encode()
    assert len(page(data).lines) == len(lines) + 1
