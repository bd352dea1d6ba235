"""Headings: short lines without a closing stop that have something below them."""

import pytest

from posts.importer.blocks.heading_lines import looks_like_heading
from posts.importer.records import Kind
from tests.posts.importer.blocks.reading import PROSE, PROSE_ZH, blocks, kinds, of


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("What We Learned", id="title-case"),
        pytest.param("Getting the queue to move", id="sentence-case"),
        pytest.param("Conclusion", id="one-word"),
        pytest.param("Task 2: Moving the Queue", id="numbered-label"),
        pytest.param("Step 1: Measure", id="step"),
        pytest.param("1. Customization! It Matters", id="number-and-exclamation"),
        pytest.param("1) It assumes that it is alone", id="number-and-bracket"),
        pytest.param("Secure Queues – by Design", id="dash-and-by"),
        pytest.param("Why did we move it?", id="question"),
        pytest.param("We Did It!", id="exclamation"),
        pytest.param("gRPC and the Rest", id="inner-capital"),
        pytest.param("Numbers 🎉", id="emoji"),
        pytest.param("2018 in Review", id="year"),
        pytest.param("By the Numbers", id="by"),
        pytest.param("Thanks", id="bare-thanks"),
        pytest.param("Save the date!", id="short-cry"),
        pytest.param("Me, Myself, and the Queue", id="me-as-a-title"),
        pytest.param("Running Queues at the edge", id="participle-and-place"),
        pytest.param("“Later” Is a Place", id="quoted-word-first"),
        pytest.param("Thanks to Everyone Who Has Stayed With Us", id="thanks-in-title-case"),
        pytest.param("I see every job twice", id="short-complaint"),
        pytest.param("See you next year", id="short-goodbye"),
    ],
)
def test_a_heading(line):
    block, below = blocks(f"{line}\n\n{PROSE}")
    assert (block.kind, block.text, block.level, block.start, block.end) == (Kind.HEADING, line, 2, 1, 1)
    assert below.kind is Kind.PARAGRAPH


@pytest.mark.parametrize("line", ["我们学到了什么", "第一步：测量", "（一）背景", "为什么迁移？"])
def test_a_chinese_heading(line):
    assert kinds(f"{line}\n\n{PROSE_ZH}", "zh-hans") == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("We moved it.", id="full-stop"),
        pytest.param("We moved the following:", id="colon"),
        pytest.param("To be continued…", id="ellipsis"),
        pytest.param("and so on", id="lower-case"),
        pytest.param("our next step: Measure", id="lower-case-label"),
        pytest.param("(as we know) Queues Wait", id="brackets"),
        pytest.param("May 8-11, 2017", id="date"),
        pytest.param("Tuesday, May 8", id="weekday"),
        pytest.param("10:30 am – Opening", id="time"),
        pytest.param("Location: Oslo", id="record"),
        pytest.param("Student: Cy Instance", id="student"),
        pytest.param("Maintainer: Ada Example", id="label-and-person"),
        pytest.param("Queues for Everyone – by Ada Example", id="work-of-somebody"),
        pytest.param("40% use it in production", id="share"),
        pytest.param("1) We moved the queue.", id="item"),
        pytest.param("By Ada Example, with photos by Bo Sample", id="signature"),
        pytest.param("https://example.org/a", id="address"),
        pytest.param("Write to ada@example.org", id="mail"),
        pytest.param("Follow us @example", id="handle"),
        pytest.param("Thanks to everyone who stayed until the end", id="thanks"),
        pytest.param("Me with Bo at the booth", id="me"),
        pytest.param("A selfie with Bo Sample", id="selfie"),
        pytest.param("Group photo of the team", id="group-photo"),
        pytest.param("Click here to register", id="click"),
        pytest.param("I was asked to move the queue on a Sunday", id="i-in-a-sentence"),
        pytest.param("See you next year!", id="goodbye-that-cries-out"),
        pytest.param("Ada Example, speaking at the summit in the spring of that year", id="picture-of-people"),
        pytest.param("Ada and Bo at the registration desk", id="picture-of-two"),
        pytest.param("We moved it all in a week and we are very happy about that!", id="cries-out"),
        pytest.param("We moved the queue to the new cluster over a weekend and slept well", id="sentence-without-stop"),
        pytest.param("One hundred " * 20, id="too-long"),
    ],
)
def test_no_heading(line):
    assert kinds(f"{line}\n\n{PROSE}")[0] != "heading"
    assert not looks_like_heading(line)


def test_words_that_the_text_writes_small_are_no_name():
    line = "Sample Practices with little overhead"
    assert kinds(f"{line}\n\n{PROSE}")[0] == "paragraph"
    assert kinds(f"{line}\n\n{PROSE} These practices are ours.")[0] == "heading"


def test_a_name_that_is_written_small_heads_the_text_that_begins_with_it():
    assert kinds(f"sampled\n\nsampled is a queue. {PROSE}") == ["heading", "paragraph"]
    assert kinds(f"sampled\n\n{PROSE}") == ["paragraph", "paragraph"]


def test_a_line_with_nothing_below_heads_nothing():
    assert kinds(f"{PROSE}\n\nWhat We Learned") == ["paragraph", "paragraph"]


def test_a_heading_above_a_heading_is_a_level_higher():
    made = blocks(f"What We Did\n\nThe Queue\n\n{PROSE}")
    assert [(block.kind, block.level) for block in made] == [(Kind.HEADING, 2), (Kind.HEADING, 3), (Kind.PARAGRAPH, 0)]


@pytest.mark.parametrize(
    "series",
    [
        pytest.param(("Lesson 1: Measure", "Lesson 2: Move", "Lesson 3: Rest"), id="labelled"),
        pytest.param(("1. Measure", "2. Move", "3. Rest"), id="numbered"),
    ],
)
def test_headings_that_count_on_stay_on_their_level(series):
    text = "\n\n".join(f"{line}\n\n{PROSE}" for line in (*series, "What Comes Next"))
    assert [block.level for block in of(Kind.HEADING, f"What We Learned\n\n{text}")] == [2, 3, 3, 3, 2]
    assert [block.level for block in of(Kind.HEADING, text)] == [2, 2, 2, 2]


def test_of_several_labelled_lines_none_heads_what_follows():
    lines = "Members: 300 of them\n\nTalks: 40 in all\n\nRooms: three and a garden"
    assert kinds(f"{lines}\n\n{PROSE}") == ["paragraph"] * 4
    assert kinds(f"Rooms: Three and a Garden\n\n{PROSE}")[0] == "heading"


def test_terms_have_a_heading():
    assert kinds(f"Words\n\nQueue: what waits\n\nWorker: who takes from it\n\nClient: you\n\n{PROSE}")[0] == "heading"
    awards = "Committer: Ada Example\n\nAmbassador: Bo Sample\n\nWorker: Cy Instance"
    assert kinds(f"Awards\n\n{awards}\n\n{PROSE}")[:2] == ["heading", "paragraph"]
    assert kinds(f"We wrote\n\nQueue: What Waits\n\nWorker: Who Takes\n\n{PROSE}")[0] == "paragraph"


def test_a_project_that_reads_like_a_name_heads_those_who_took_part():
    project = "Example: Structured Sample Queues"
    assert kinds(f"{project}\n\nStudent: Cy Instance\n\n{PROSE}")[0] == "heading"
    assert kinds(f"{project}\n\n{PROSE}")[0] == "paragraph"


@pytest.mark.parametrize("below", ["40% use it in production, up from 20%", "Queues for Everyone – by Ada Example"])
def test_facts_and_works_are_headed(below):
    assert kinds(f"What We Found\n\n{below}\n\n{below}") == ["heading", "paragraph", "paragraph"]


def test_under_a_time_a_part_still_begins():
    assert kinds(f"10:30 am – the alert\n\nPart 2: The Fix\n\n{PROSE}") == ["paragraph", "heading", "paragraph"]


def test_of_a_list_of_people_and_employers_none_heads_what_follows():
    people = "Ada Example – Sample Labs\n\nBo Sample – Third Works"
    assert kinds(f"{people}\n\n{PROSE}") == ["paragraph"] * 3
    assert kinds(f"Best Practices – Logging\n\n{PROSE}")[0] == "heading"


def test_of_a_list_of_names_only_the_last_could_head():
    names = "Example Co\n\nSample Labs\n\nThird Works\n\nFourth Studio"
    assert kinds(f"{names}\n\n{PROSE}")[:2] == ["paragraph", "paragraph"]


@pytest.mark.parametrize("below", ["• one\n• two", "1. one\n2. two", f"“{PROSE}”", "Student: Cy Instance", "May 8-11, 2017"])
def test_what_a_heading_heads(below):
    assert kinds(f"What We Learned\n\n{below}")[0] == "heading"


def test_the_heads_of_a_table_are_no_heading():
    heads = "Small Queue Large Queue Shared Queue"
    row = "Speed of the first message that goes through it on a quiet day: fast, fast, and a little slower than both of these"
    assert kinds(f"{heads}\n{row}\n{row}") == ["paragraph"]
    assert kinds(f"{heads}\n{row}") == ["heading", "paragraph"]


def test_a_heading_right_above_its_text():
    made = blocks(f"What We Learned\n{PROSE}")
    assert [(block.kind, block.start, block.end) for block in made] == [(Kind.HEADING, 1, 1), (Kind.PARAGRAPH, 2, 2)]


def test_under_a_date_stands_a_place():
    assert kinds(f"May 8-11, 2017\n\nOslo\n\n{PROSE}") == ["paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize("day", ["Monday, May 7", "Tuesday, 8 May", "Day 1 – May 7"])
def test_a_day_of_an_agenda_heads_what_happens_then(day):
    assert kinds(f"{PROSE}\n\n{day}\n\nQueue Day\n\n{PROSE}") == ["paragraph", "heading", "heading", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Queue Day\n\nMonday, May 7\n\n{PROSE}", id="below-what-takes-place"),
        pytest.param(f"{PROSE}\n\nMay 7\n\n{PROSE}", id="without-a-weekday"),
        pytest.param(f"Monday, May 7\n\n{PROSE}", id="at-the-top"),
        pytest.param(f"{PROSE}\n\nMonday, May 7, 9:00 – 10:00\n\n{PROSE}", id="with-a-time"),
    ],
)
def test_other_dates_head_nothing(text):
    assert [block.text for block in blocks(text) if block.kind is Kind.HEADING and "May" in block.text] == []


@pytest.mark.parametrize("line", ["We would ask that you", "This report is for the", "It tells us to"])
def test_a_list_that_ends_a_sentence_has_no_heading(line):
    assert kinds(f"{PROSE}\n\n{line}\n\n• go on, and\n• rest.") == ["paragraph", "paragraph", "list"]


def test_a_short_answer_of_an_interview_heads_nothing():
    text = f"Why that?\n\n{PROSE}\n\nTabs or spaces?\n\nAlways Tabs!\n\nAnd now?\n\n{PROSE}"
    assert kinds(text) == ["heading", "paragraph"] * 3


def test_questions_right_below_a_heading_are_all_one_level_deeper():
    text = f"Asked Often\n\nHow long?\n\n{PROSE}\n\nHow wide?\n\n{PROSE}\n\nThe End\n\n{PROSE}"
    assert [block.level for block in blocks(text) if block.kind is Kind.HEADING] == [2, 3, 3, 2]


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("helm install sample --name queue", id="a-command"),
        pytest.param("[1] The Queue Book, 2nd edition", id="a-reference"),
        pytest.param("“Queues for Everyone” – Ada Example, Example Co", id="a-talk"),
    ],
)
def test_what_else_a_heading_heads(below):
    assert kinds(f"{PROSE}\n\nQueue Track\n\n{below}")[:2] == ["paragraph", "heading"]


def test_a_question_heads_its_labelled_answers():
    assert kinds("Where do you run it?\n\nAt home: 40%\n\nAt work: 60%")[0] == "heading"


def test_the_last_question_of_an_interview_heads_a_short_answer():
    text = f"Why that?\n\n{PROSE}\n\nAnd now?\n\n{PROSE}\n\nWhere can we find you?\n\nAt Home"
    assert kinds(text)[-2:] == ["heading", "paragraph"]


def test_of_a_timetable_every_part_is_a_heading():
    text = f"{PROSE}\n\nQueues\n\nThursdays at 10:00 a.m. PT, hosted by Ada\n\nCaches\n\nFridays, 11 a.m.\n\n{PROSE}"
    assert kinds(text) == ["paragraph", "heading", "paragraph", "heading", "paragraph", "paragraph"]


def test_the_questions_of_an_interview_are_headings_however_long():
    question = (
        "What was the very first thing that you and all of your colleagues did when you had heard that the queue was gone?"
    )
    text = f"{question}\n\n{PROSE}\n\nWhy that?\n\n{PROSE}\n\nAnd now?\n\n{PROSE}"
    assert kinds(text) == ["heading", "paragraph"] * 3
    assert kinds(f"{question}\n\n{PROSE}")[0] == "paragraph"
