"""Texts in two languages taken apart."""

import pytest
from hypothesis import given, settings

from posts.importer.records import Context, Draft
from posts.importer.scripts import Script, script
from posts.importer.stages.languages import split_languages, to_paragraphs
from tests.posts.importer.pages import any_text, bodies, unread

ONE = "It took us a week and a half to move the queue, and in the end nobody noticed that it had moved at all."
TWO = "We would do it again, though not in the week before a holiday, and not without a plan for the way back."
ONE_ZH = "我们花了一个半星期迁移队列，最后没有人注意到它已经迁移完成。"
TWO_ZH = "我们愿意再做一次，但不会选在假期前一周，也不会没有回退方案。"
TITLE_ZH = "我们如何迁移队列"


def stage(text: str, title: str = "How We Moved the Queue") -> Draft:
    return split_languages(unread(text, title), Context())


def halves(text: str, title: str = "How We Moved the Queue") -> dict[str, tuple[str, list[str]]]:
    return {text.language: (text.title, bodies(text)) for text in stage(text, title).texts}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("We moved the queue.", Script.LATIN, id="english"),
        pytest.param("我们迁移了队列。", Script.HAN, id="chinese"),
        pytest.param("使用 Kubernetes 和 Prometheus 监控队列", Script.HAN, id="product-names-inside"),
        pytest.param("Ada Example 与 Bo Sample 的对话", Script.HAN, id="people-inside"),
        pytest.param("San Zhang (张三) spoke about queues", Script.LATIN, id="han-name-inside"),
        pytest.param("Élodie parle", Script.LATIN, id="accents"),
        pytest.param("2018 – 10%", Script.NEITHER, id="numbers"),
        pytest.param("1. https://example.org/queue", Script.NEITHER, id="address"),
        pytest.param("———", Script.NEITHER, id="rule"),
        pytest.param("", Script.NEITHER, id="nothing"),
    ],
)
def test_script(line, expected):
    assert script(line) is expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{ONE}\n\n{TWO}", id="english"),
        pytest.param(f"{ONE}\n\nSan Zhang (张三) agreed.\n\n{TWO}", id="with-a-han-name"),
        pytest.param(f"{ONE}\n\n“慢慢来”\n\n{TWO}", id="with-a-motto"),
        pytest.param("", id="nothing"),
    ],
)
def test_an_english_post(text):
    assert halves(text) == {"en": ("How We Moved the Queue", [part for part in text.split("\n\n") if part])}


def test_a_chinese_post():
    assert halves(f"{ONE_ZH}\n\n{TWO_ZH}", TITLE_ZH) == {"zh-hans": (TITLE_ZH, [ONE_ZH, TWO_ZH])}


def test_an_english_half_then_a_chinese_one_with_its_title():
    found = halves(f"{ONE}\n\n{TWO}\n\n{TITLE_ZH}\n\n{ONE_ZH}\n\n{TWO_ZH}")
    assert found == {"en": ("How We Moved the Queue", [ONE, TWO]), "zh-hans": (TITLE_ZH, [ONE_ZH, TWO_ZH])}


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(ONE_ZH, id="a-sentence"),
        pytest.param("作者：张三", id="a-byline"),
        pytest.param("内容如下：", id="ends-in-a-colon"),
    ],
)
def test_a_chinese_half_without_a_title(first):
    title, body = halves(f"{ONE}\n\n{first}\n\n{TWO_ZH}\n\n{ONE_ZH}")["zh-hans"]
    assert title == ""
    assert body == [first, TWO_ZH, ONE_ZH]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("使用 Kubernetes 和 Prometheus 的经验", id="names-inside-a-line"),
        pytest.param("Sample DB", id="a-product-on-its-own-line"),
        pytest.param("Thank you all for reading", id="an-english-line"),
        pytest.param("https://example.org/queue", id="an-address"),
    ],
)
def test_what_is_latin_inside_the_chinese_half_belongs_to_it(line):
    found = halves(f"{ONE}\n\n{TWO}\n\n{TITLE_ZH}\n\n{ONE_ZH}\n\n{TWO_ZH}\n\n{line}\n\n{ONE_ZH}")
    assert found["zh-hans"][1] == [ONE_ZH, TWO_ZH, line, ONE_ZH]
    assert found["en"][1] == [ONE, TWO]


def test_an_english_line_that_repeats_an_english_row_is_english():
    found = halves(f"{ONE}\n\nSample DB\n\n{TWO}\n\n{TITLE_ZH}\n\n{ONE_ZH}\n\nSample DB\n\n{TWO_ZH}")
    assert found["zh-hans"][1] == [ONE_ZH, TWO_ZH]
    assert found["en"][1] == [ONE, "Sample DB", TWO, "Sample DB"]


def test_rows_that_take_turns():
    english = ["Opening words", "A talk on queues", "Lunch", "A talk on storage"]
    chinese = ["开场致辞以及社区年度回顾", "关于队列的演讲和现场演示", "午餐时间和自由交流", "关于存储的演讲和问题解答"]
    rows = [line for pair in zip(english, chinese, strict=True) for line in pair]
    for separator in ("\n", "\n\n"):
        found = halves(f"{ONE}\n\n" + separator.join(rows))
        assert [line for body in found["en"][1][1:] for line in [body]] == english
        assert found["zh-hans"] == ("", chinese)


def test_a_chinese_half_then_an_english_one():
    found = halves(f"{ONE_ZH}\n\n{TWO_ZH}\n\nHow We Moved the Queue\n\n{ONE}\n\n{TWO}\n\n{ONE}", TITLE_ZH)
    assert found["zh-hans"] == (TITLE_ZH, [ONE_ZH, TWO_ZH])
    assert found["en"] == ("How We Moved the Queue", [ONE, TWO, ONE])


def test_each_decision_says_why():
    notes = stage(f"{ONE}\n\n{TITLE_ZH}\n\n{ONE_ZH}\n\n{TWO_ZH}").notes
    assert [(note.stage, note.line) for note in notes] == [("languages", 7), ("languages", 7)]


def test_paragraphs_keep_their_lines_and_the_blanks_above_them():
    paragraphs = to_paragraphs(["", "one", "two", "", " \t", "", "three"], 5)
    assert [(p.lines, p.start, p.end, p.blank_before) for p in paragraphs] == [
        (("one", "two"), 6, 7, 1),
        (("three",), 11, 11, 3),
    ]


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_every_line_is_in_one_language_or_is_its_title(text):
    draft = stage(text)
    found = sorted(
        number for text in draft.texts for paragraph in text.paragraphs for number in range(paragraph.start, paragraph.end + 1)
    )
    lifted = {note.line for note in draft.notes if "for its title" in note.message}
    filled = [number for number, line in enumerate(draft.entry.lines, 5) if line.strip()]
    assert sorted([*found, *lifted]) == filled
