"""Who signs a post, and what only looks like it."""

from datetime import date

import pytest
from hypothesis import given, settings

from posts.importer.credits.bylines import parse_byline
from posts.importer.lifting import add_credits
from posts.importer.records import Context, Credit, Draft, Goes, Meta
from posts.importer.stages.bylines import find_bylines
from posts.importer.stages.languages import split_languages
from tests.posts.importer.pages import any_text, bodies, unread

ADA = ("Ada Example", "", "")
BO = ("Bo Sample", "", "")
PROSE = "It took us a week and a half to move the queue, and in the end nobody noticed that it had moved."


def stage(text: str, meta: Meta | None = None) -> Draft:
    return find_bylines(split_languages(unread(text, meta=meta), Context()), Context())


def people(credits) -> list[tuple[str, str, str]]:
    return [(credit.name, credit.title, credit.organization) for credit in credits]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By Ada Example", [ADA], id="by"),
        pytest.param("by Ada Example", [ADA], id="lower-case"),
        pytest.param("By: Ada Example", [ADA], id="colon"),
        pytest.param("*By Ada Example*", [ADA], id="stars"),
        pytest.param("By Ada Example and Bo Sample", [ADA, BO], id="two"),
        pytest.param("By Ada Example, CTO, Example Co", [("Ada Example", "CTO", "Example Co")], id="title-and-employer"),
        pytest.param("Author: Ada Example, Example Co", [("Ada Example", "", "Example Co")], id="author"),
        pytest.param("Authors: Ada Example and Bo Sample", [ADA, BO], id="authors"),
        pytest.param(
            "Guest post by Ada Example and Bo Sample of Example Co",
            [("Ada Example", "", "Example Co"), ("Bo Sample", "", "Example Co")],
            id="guest-post",
        ),
        pytest.param(
            "This guest post was written by Ada Example, Storage Lead, Example Co",
            [("Ada Example", "Storage Lead", "Example Co")],
            id="was-written-by",
        ),
        pytest.param(
            "By Ada Example from Example Co and Bo Sample from Sample Labs",
            [("Ada Example", "", "Example Co"), ("Bo Sample", "", "Sample Labs")],
            id="from-each",
        ),
        pytest.param("Staff post by Ada Example", [ADA], id="staff-post"),
        pytest.param("Member Post: Ada Example, Example Co", [("Ada Example", "", "Example Co")], id="member-post-colon"),
        pytest.param("Guest Post | Ada Example (Example Co)", [("Ada Example", "", "Example Co")], id="guest-post-bar"),
        pytest.param("Guest Blogger: Ada Example, CTO", [("Ada Example", "CTO", "")], id="guest-blogger"),
        pytest.param("Guest post from Example Co by Ada Example", [("Ada Example", "", "Example Co")], id="from-a-firm-by"),
        pytest.param("Reported by: Ada Example and Bo Sample", [ADA, BO], id="reported-by"),
        pytest.param("By @ada_ex (Ada Example)", [ADA], id="handle-first"),
        pytest.param("By ADA EXAMPLE, CTO at Example Co", [("ADA EXAMPLE", "CTO", "Example Co")], id="capitals"),
        pytest.param("Member Blog Post by Ada Example, Example Co", [("Ada Example", "", "Example Co")], id="member-post"),
        pytest.param("Project post by Sample maintainers", [("", "", "Sample maintainers")], id="a-group"),
        pytest.param("Guest post from the Sample Project", [("", "", "Sample Project")], id="an-organization"),
        pytest.param("Posted at: September 21, 2016 by Ada Example", [ADA], id="posted-at"),
        pytest.param("By Ada Example / Bo Sample", [ADA, BO], id="slash"),
        pytest.param("By Ada Example and team", [ADA], id="and-team"),
        pytest.param("Written by Ada Example", [ADA], id="written-by"),
        pytest.param("Posted by Ada Example on March 4, 2016", [ADA], id="on-a-day"),
        pytest.param("By Ada Example – July 3, 2018", [ADA], id="dash-and-day"),
        pytest.param("Editor’s note: this post was written by Ada Example", [ADA], id="editors-note"),
        pytest.param("作者：张三", [("张三", "", "")], id="chinese"),
        pytest.param("文/李四", [("李四", "", "")], id="chinese-slash"),
        pytest.param("整理：张三、李四", [("张三", "", ""), ("李四", "", "")], id="chinese-editors"),
        pytest.param("作者 | 张三（示例公司工程师）", [("张三", "工程师", "示例公司")], id="chinese-bar"),
        pytest.param("客座文章作者：张三", [("张三", "", "")], id="chinese-guest-post"),
        pytest.param("由张三（示例网络）撰写", [("张三", "", "示例网络")], id="chinese-written-by-alone"),
        pytest.param("本文由张三、李四撰写。", [("张三", "", ""), ("李四", "", "")], id="chinese-written-by"),
        pytest.param("本文由示例网络的张 三撰写", [("张三", "", "示例网络")], id="chinese-written-by-somebody-of"),
        pytest.param("本文作者为张三，示例公司工程师。", [("张三", "工程师", "示例公司")], id="chinese-sentence"),
    ],
)
def test_a_line_that_is_a_byline(line, expected):
    byline = parse_byline(line)
    assert byline is not None
    assert people(byline.credits) == expected
    assert byline.complete


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By default, every pod may talk to every other one.", id="default"),
        pytest.param("By default, Kubernetes restarts what has stopped.", id="default-project"),
        pytest.param("By the time we had finished, it was May.", id="by-the-time"),
        pytest.param("By, Norway’s largest ferry line, has been with us from the start.", id="a-lost-name"),
        pytest.param("By contrast, Example Co moved nothing.", id="contrast"),
        pytest.param("By Design", id="a-heading"),
        pytest.param("By moving the queue first we gained a week.", id="gerund"),
        pytest.param("By May 2018, all of it ran elsewhere.", id="month"),
        pytest.param("By 2018 all of it ran elsewhere.", id="year"),
        pytest.param("By Ada Example’s account, it took a week.", id="a-possessive"),
        pytest.param("Bypass the queue", id="another-word"),
        pytest.param("A tool made by Ada Example", id="in-the-middle"),
        pytest.param("Photo by Ada Example", id="photo"),
        pytest.param("Member Post: Moving Mountains", id="a-title-behind-the-label"),
        pytest.param("Guest post: What We Moved", id="another-title-behind-the-label"),
        pytest.param("Blog: Ada Example, CTO", id="a-label-that-is-no-kind-of-post"),
        pytest.param("由示例网络的工程师撰写的工具已经开源", id="chinese-prose"),
        pytest.param("Stand by", id="last-word"),
        pytest.param("", id="nothing"),
        pytest.param("By " + "Ada Example, " * 80, id="endless"),
    ],
)
def test_a_line_that_is_none(line):
    assert parse_byline(line) is None


def test_a_sentence_that_says_more_is_credited_but_not_complete():
    byline = parse_byline("This guest post was written by Ada Example, CTO, Example Co. It first made us laugh, then think.")
    assert byline is not None
    assert people(byline.credits) == [("Ada Example", "CTO", "Example Co")]
    assert not byline.complete


def test_on_whose_behalf_stays_in_the_text_where_it_is_nobodys_name():
    byline = parse_byline("By Ada Example from Example Co, on behalf of a great many grateful users")
    assert byline is not None
    assert people(byline.credits) == [("Ada Example", "", "Example Co")]
    assert not byline.complete


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By Ada Example, who moves queues at Example Co", [ADA], id="who"),
        pytest.param("By Ada Example, whatever she thinks of it", None, id="another-clause"),
    ],
)
def test_a_byline_may_say_who_somebody_is(line, expected):
    byline = parse_byline(line)
    assert (people(byline.credits) if byline else None) == expected
    assert byline is None or not byline.complete


def test_who_told_it_is_the_author():
    byline = parse_byline("As told by Ada Example, CTO of Example Co, to Bo Sample")
    assert byline is not None
    assert people(byline.credits) == [("Ada Example", "CTO", "Example Co")]
    assert not byline.complete


def test_an_acronym_can_end_the_sentence_that_signs():
    byline = parse_byline("By Ada Example, CTO. Read the first part as well.")
    assert byline is not None
    assert people(byline.credits) == [("Ada Example", "CTO", "")]
    assert not byline.complete


def test_what_is_left_in_the_text_is_noted_once():
    sentence = "This post was written by Ada Example, CTO, Example Co. It first made us laugh."
    done = stage(f"{sentence}\n\nReviewed by Bo Sample\n\n{PROSE}")
    assert [note.line for note in done.notes if note.stage == "bylines"] == [5, 7]


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("By Ada Example, translated by Bo Sample", ["author", "translator"]),
        ("作者：张三 | 译者：李四", ["author", "translator"]),
        ("作者：张三（示例网络） 译者：李四 校对：王五", ["author", "translator", "reviewer"]),
        ("Translated by Bo Sample", ["translator"]),
        ("Reviewed by Bo Sample", ["reviewer"]),
        ("Interview by Bo Sample", ["interviewer"]),
        ("译者：李四", ["translator"]),
        ("审校：李四", ["reviewer"]),
    ],
)
def test_roles_beside_the_author(line, roles):
    byline = parse_byline(line)
    assert byline is not None
    assert [credit.role for credit in byline.credits] == roles


@pytest.mark.parametrize("line", ["作者：示例计算基金会", "供稿：示例科技", "作者：示例公司容器团队"])
def test_a_chinese_group_signs_but_an_editor_should_look(line):
    byline = parse_byline(line)
    assert byline is not None
    (credit,) = byline.credits
    assert (credit.name, credit.organization) == ("", line[3:])
    assert credit.doubt


def test_who_conducted_the_interview_asked():
    byline = parse_byline("Interview conducted by Ada Example, Example Co")
    assert byline is not None
    assert [(credit.name, credit.role) for credit in byline.credits] == [("Ada Example", "interviewer")]


def test_one_word_signs_but_an_editor_should_look():
    byline = parse_byline("By Ada")
    assert byline is not None
    assert [bool(credit.doubt) for credit in byline.credits] == [True]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"By Ada Example\n\n{PROSE}", id="first"),
        pytest.param(f"{PROSE}\n\nBy Ada Example\n\n{PROSE}", id="under-boilerplate"),
        pytest.param(f"By Ada Example\n{PROSE}", id="above-text-without-a-blank-line"),
        pytest.param(f"{PROSE}\n\n{PROSE}\n\nWritten by Ada Example", id="at-the-end"),
    ],
)
def test_a_byline_leaves_the_text(text):
    done = stage(text)
    assert people(done.credits) == [ADA]
    assert all("Ada Example" not in body for body in bodies(done.texts[0]))
    assert [span.goes for span in done.spans] == [Goes.CREDIT]
    line = done.spans[0].start
    assert "Ada Example" in text.split("\n")[line - 5]
    assert [note.line for note in done.notes if note.stage == "bylines"] == [line]


def test_a_byline_only_in_the_chinese_half():
    chinese = "我们花了一个半星期迁移队列，最后没有人注意到它已经迁移完成。这是我们学到的经验。"
    done = stage(f"{PROSE}\n\n我们如何迁移队列\n\n作者：张三\n\n{chinese}")
    assert people(done.credits) == [("张三", "", "")]
    assert bodies(done.texts[1]) == [chinese]


def test_a_sentence_that_says_more_stays():
    sentence = "This guest post was written by Ada Example, CTO, Example Co. It first made us laugh, then think."
    done = stage(f"{sentence}\n\n{PROSE}")
    assert people(done.credits) == [("Ada Example", "CTO", "Example Co")]
    assert bodies(done.texts[0]) == [sentence, PROSE]
    assert done.spans == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"By default, every pod may talk to every other one.\n\n{PROSE}", id="prose"),
        pytest.param(f"{PROSE}\n\n“It works,” said Ada Example, CTO, Example Co.", id="quoted"),
        pytest.param(f"{PROSE}\n\nMany thanks to Ada Example and Bo Sample.", id="thanked"),
        pytest.param("\n\n".join([PROSE] * 15 + ["By Ada Example"] + [PROSE] * 15), id="far-below"),
    ],
)
def test_nobody_signs(text):
    done = stage(text)
    assert done.credits == ()
    assert bodies(done.texts[0]) == [part for part in text.split("\n\n") if part]


def test_names_with_employers_alone_at_the_top_sign():
    done = stage(f"Ada Example (Example Co), Bo Sample (Sample Labs)\n\n{PROSE}")
    assert people(done.credits) == [("Ada Example", "", "Example Co"), ("Bo Sample", "", "Sample Labs")]
    assert bodies(done.texts[0]) == [PROSE]


@pytest.mark.parametrize(
    "top", ["By Ada Example\nCTO, Example Co", "Ada Example\nCTO, Example Co", "Ada Example\nCTO\nExample Co"]
)
def test_a_title_may_stand_on_the_line_below(top):
    done = stage(f"{top}\n\n{PROSE}")
    assert people(done.credits) == [("Ada Example", "CTO", "Example Co")]
    assert [paragraph.text for paragraph in done.texts[0].paragraphs] == [PROSE]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"By Ada Example\nEngineers at work\n\n{PROSE}", id="a-heading"),
        pytest.param(f"By Ada Example\n{PROSE}", id="prose"),
    ],
)
def test_another_line_below_stays(text):
    done = stage(text)
    assert people(done.credits) == [ADA]
    assert text.split("\n")[1] in [paragraph.text for paragraph in done.texts[0].paragraphs]


@pytest.mark.parametrize("closing", ["Ada Example\nCTO, Example Co", "— Ada Example, CTO, Example Co"])
def test_who_signs_a_letter_below_is_for_an_editor_to_check(closing):
    done = stage(f"{PROSE}\n\n{closing}")
    assert people(done.credits) == [("Ada Example", "CTO", "Example Co")]
    assert any(note.review for note in done.notes)
    assert len(done.texts[0].paragraphs) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{PROSE}\n\n“We moved it.”\n\n— Ada Example, CTO, Example Co", id="a-quote"),
        pytest.param(f"{PROSE}\n\nMedia Contact\n\nAda Example\nPress Officer, Example Co", id="whom-to-ask"),
        pytest.param(f"{PROSE}\n\nAda Example\nCTO, Example Co\n\nBo Sample\nCEO, Sample Labs", id="a-list-of-people"),
        pytest.param(f"{PROSE}\n\nAda Example", id="a-name-alone"),
        pytest.param(f"Ada Example\n“We moved the CTO, too.”\n\n{PROSE}", id="a-quote-below-the-name"),
    ],
)
def test_other_last_lines_sign_nothing(text):
    assert stage(text).credits == ()


def test_who_signs_above_signs_once():
    done = stage(f"By Bo Sample\n\n{PROSE}\n\nAda Example\nCTO, Example Co")
    assert people(done.credits) == [BO]


def test_the_listing_names_the_author_where_the_text_does_not():
    meta = Meta(3, "Ada Example", date(2018, 5, 1), ("Blog",))
    assert people(stage(PROSE, meta).credits) == [ADA]
    assert people(stage(f"By Bo Sample\n\n{PROSE}", meta).credits) == [BO]


def test_the_listing_names_authors_and_no_employers():
    assert people(stage(PROSE, Meta(3, "Ada Example, Bo Sample", None, ("Blog",))).credits) == [ADA, BO]


@pytest.mark.parametrize("helped", ["with photos by Bo Sample", "with much help from Bo and the rest of us"])
def test_who_helped_stays_in_the_text(helped):
    byline = parse_byline(f"By Ada Example, {helped}")
    assert byline is not None
    assert people(byline.credits) == [ADA]
    assert not byline.complete


def test_a_listings_author_who_cannot_be_read_is_for_an_editor():
    done = stage(PROSE, Meta(3, "42", None, ("Blog",)))
    assert done.credits == ()
    assert [(note.line, note.review) for note in done.notes] == [(3, True)]


def test_the_same_person_is_credited_once_with_all_that_is_known():
    draft = add_credits(Draft("ref", ()), [Credit("Ada Example"), Credit("ADA EXAMPLE", organization="Example Co")])
    draft = add_credits(draft, [Credit("Ada Example", "mentor"), Credit("Ada Example", title="CTO", organization="Other Co")])
    assert people(draft.credits) == [("Ada Example", "CTO", "Example Co"), ADA]
    assert [credit.role for credit in draft.credits] == ["author", "mentor"]


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_any_line_is_a_byline_or_not(text):
    byline = parse_byline(text)
    assert byline is None or byline.credits


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        pytest.param("By Ada Example", "作者：张三", [("Ada Example", "张三")], id="one-and-one"),
        pytest.param(
            "By Ada Example and Bo Sample",
            "作者：张三、李四",
            [("Ada Example", "张三"), ("Bo Sample", "李四")],
            id="in-their-order",
        ),
        pytest.param(
            "By Ada Example and Bo Sample", "作者：张三", [("Ada Example", ""), ("Bo Sample", ""), ("张三", "")], id="too-few"
        ),
        pytest.param("By Ada Example 艾达", "作者：张三", [("Ada Example", "艾达"), ("张三", "")], id="known-in-han-already"),
        pytest.param("By Ada Example 艾达", "作者：艾达", [("Ada Example", "艾达")], id="known-by-that-name"),
        pytest.param("By Ada Example", "张三，示例公司工程师", [("Ada Example", "张三")], id="bare"),
        pytest.param(
            "By Ada Example and Bo Sample", "张三，示例公司工程师", [("Ada Example", ""), ("Bo Sample", "")], id="too-few-bare"
        ),
    ],
)
def test_as_many_han_names_are_the_same_people(english, chinese, expected):
    text = "我们花了一个半星期迁移队列，最后没有人注意到它已经迁移完成。这是我们学到的经验。"
    done = stage(f"{english}\n\n{PROSE}\n\n我们如何迁移队列\n\n{chinese}\n\n{text}")
    assert [(credit.name, credit.native_name) for credit in done.credits] == expected


def test_a_chinese_sentence_with_a_bracket_signs_nothing():
    line = "近日，示例委员会（TOC）投票通过，示例项目正式加入沙箱。"
    assert stage(f"{line}\n\n我们花了一个半星期迁移队列，最后没有人注意到它已经迁移完成。").credits == ()
