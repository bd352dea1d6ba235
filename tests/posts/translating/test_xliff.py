"""XLIFF, written and read again; and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.translating.xliff import Document, Exchange, Unit, Unreadable, read, write

LANGUAGES = ("en", "zh-hans")


def exchange(*units: Unit) -> Exchange:
    return Exchange("en", "zh-hans", (Document(7, "Lanterns", "abc", "def", units),))


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(Unit("title", "Lanterns", "灯笼"), id="translated"),
        pytest.param(Unit("block-0", "One  two\n\n- three ", ""), id="white-space"),
        pytest.param(Unit("block-1", "<b>&amp; ]]> <!-- x -->", "\t<i>"), id="markup"),
        pytest.param(Unit("block-2", "ls \x1b[1m\x07", "\ufffe"), id="what-xml-cannot-hold"),
        pytest.param(Unit("block-3", "`ls`", "", is_kept=True), id="code"),
        pytest.param(Unit("block-4", "", "译者的话"), id="only-in-the-target"),
    ],
)
def test_what_is_written_is_read(unit):
    assert read(write(exchange(unit)), LANGUAGES) == exchange(unit)


@given(st.text(), st.text())
def test_any_text_travels(source, target):
    assert read(write(exchange(Unit("title", source, target))), LANGUAGES) == exchange(Unit("title", source, target))


def test_what_other_tools_do_to_a_unit_is_undone():
    written = write(exchange(Unit("title", "One. Two.", ""))).decode()
    segments = (
        "<segment><source>One. </source><target>一<pc id='1'>。</pc></target></segment>"
        "<ignorable><source>x</source></ignorable>"
        "<segment><source><!-- no -->Two.</source><target>二。<mrk id='m'/></target></segment>"
    )
    start, end = written.index("<segment"), written.index("</unit>")
    [document] = read((written[:start] + segments + written[end:]).encode(), LANGUAGES).documents
    assert document.units == (Unit("title", "One. Two.", "一。二。"),)


GOOD = write(exchange(Unit("title", "Lanterns", "灯笼"))).decode()
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00\xff", id="no-text"),
        pytest.param(GOOD[:200].encode(), id="cut-off"),
        pytest.param(GOOD.replace("</unit>", "").encode(), id="not-closed"),
        pytest.param(GOOD.replace("灯笼", "&b;").replace("<xliff", f"{BOMB}<xliff", 1).encode(), id="entities"),
        pytest.param(GOOD.replace("灯笼", "&a;").replace("<xliff", f"{FILE}<xliff", 1).encode(), id="a-file-of-ours"),
        pytest.param(b"<html></html>", id="something-else"),
        pytest.param(GOOD.replace(":2.0", ":1.2").encode(), id="another-version"),
        pytest.param(GOOD.replace("zh-Hans", "fr").encode(), id="another-language"),
        pytest.param(GOOD.replace("post-7", "seven").encode(), id="no-post"),
        pytest.param(GOOD.replace("灯笼", '<cp hex="zz"/>').encode(), id="no-code-point"),
    ],
)
def test_what_cannot_be_read_is_refused(data):
    with pytest.raises(Unreadable):
        read(data, LANGUAGES)
