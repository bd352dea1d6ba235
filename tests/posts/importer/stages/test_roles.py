"""People who are something other than the author."""

import pytest
from hypothesis import given, settings

from posts.importer.records import Context, Draft
from posts.importer.stages.languages import split_languages
from posts.importer.stages.roles import credit_roles
from tests.posts.importer.pages import any_text, unread

PROSE = "It took us a week and a half to move the queue, and in the end nobody noticed that it had moved."


def stage(text: str, title: str = "A Title That Says Little") -> Draft:
    return credit_roles(split_languages(unread(text, title), Context()), Context())


def roles(text: str, title: str = "A Title That Says Little") -> list[tuple[str, str, str]]:
    return [(credit.role, credit.name, credit.organization) for credit in stage(text, title).credits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Student: Cy Instance, Example University (Norway)",
            [("student", "Cy Instance", "Example University")],
            id="student",
        ),
        pytest.param("Mentor: Ada Example, Example Co", [("mentor", "Ada Example", "Example Co")], id="mentor"),
        pytest.param(
            "Mentors: Ada Example, Example Co and Bo Sample, Sample Labs",
            [("mentor", "Ada Example", "Example Co"), ("mentor", "Bo Sample", "Sample Labs")],
            id="mentors-on-the-line",
        ),
        pytest.param(
            "Mentors:\n\n  • Ada Example, Example Co\n  • Bo Sample, Sample Labs\n\n" + PROSE,
            [("mentor", "Ada Example", "Example Co"), ("mentor", "Bo Sample", "Sample Labs")],
            id="mentors-below",
        ),
        pytest.param(
            "Students: Cy Instance\nMentors: Ada Example and Bo Sample",
            [("student", "Cy Instance", ""), ("mentor", "Ada Example", ""), ("mentor", "Bo Sample", "")],
            id="both",
        ),
        pytest.param(
            "Mentors: Ada Example, Bo Sample",
            [("mentor", "Ada Example", ""), ("mentor", "Bo Sample", "")],
            id="a-plural-and-a-comma",
        ),
        pytest.param(
            "Mentors: Ada Example, Sample Storage", [("mentor", "Ada Example", "Sample Storage")], id="a-plural-of-one"
        ),
        pytest.param("Mentor: Ada Example, Red Hat", [("mentor", "Ada Example", "Red Hat")], id="an-employer-like-a-name"),
        pytest.param("  • Student: Cy Instance", [("student", "Cy Instance", "")], id="in-a-list"),
        pytest.param("Mentored by Ada Example (Example Co)", [("mentor", "Ada Example", "Example Co")], id="no-colon"),
        pytest.param("Mentor(s): Ada Example", [("mentor", "Ada Example", "")], id="bracketed-plural"),
        pytest.param("Interviewer: Ada Example", [("interviewer", "Ada Example", "")], id="interviewer"),
        pytest.param("学生：张三", [("student", "张三", "")], id="chinese"),
        pytest.param("受访者：张三，示例公司 高级工程师", [("interviewee", "张三", "示例公司")], id="chinese-interviewee"),
    ],
)
def test_labels(text, expected):
    assert roles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mentors: we are looking for some.", id="no-names"),
        pytest.param("Mentors:\n\n" + PROSE, id="prose-below"),
        pytest.param("The student: a portrait", id="words-before"),
        pytest.param("Our mentors were patient with us.", id="prose"),
        pytest.param("“It works,” said Ada Example, CTO, Example Co.", id="quoted"),
        pytest.param("Many thanks to Ada Example and Bo Sample.", id="thanked"),
        pytest.param("We met Ada Example for lunch.", id="met-in-no-interview"),
        pytest.param("We worked with vendors Ada Example and Bo Sample.", id="no-mentors"),
        pytest.param("", id="nothing"),
    ],
)
def test_nobody_is_credited(text):
    assert roles(text) == []


def test_a_students_own_report():
    text = (
        "Over the summer Cy Instance, Example University, worked with mentors Ada Example, Bo Sample, and Di Specimen "
        "on a faster queue.\n\n" + PROSE
    )
    mentors = ["Ada Example", "Bo Sample", "Di Specimen"]
    assert [(role, name) for role, name, _ in roles(text)] == [
        *(("mentor", name) for name in mentors),
        ("author", "Cy Instance"),
    ]


def test_the_author_of_a_report_is_not_replaced():
    text = "Student: Cy Instance\n\nThis summer Cy Instance worked with mentor Ada Example on a faster queue."
    assert [(role, name) for role, name, _organization in roles(text)] == [
        ("student", "Cy Instance"),
        ("mentor", "Ada Example"),
    ]


INTRODUCTION = "Ada Example, Example Co, sat down with Bo Sample, Sample Labs, to talk about queues."


def test_the_two_sides_of_an_interview():
    text = f"{INTRODUCTION}\n\nAda: What did you move?\n\nBo: The queue.\n\nAda: Why that?\n\nBo: It was the smallest."
    assert roles(text) == [("interviewer", "Ada Example", "Example Co"), ("interviewee", "Bo Sample", "Sample Labs")]


def test_who_asks_is_the_interviewer_whoever_sat_down():
    text = f"{INTRODUCTION}\n\nBo: What did you move?\n\nAda: The queue.\n\nBo: Why that?\n\nAda: It was the smallest."
    assert {name: role for role, name, _ in roles(text)} == {"Bo Sample": "interviewer", "Ada Example": "interviewee"}


@pytest.mark.parametrize(
    ("guest", "organization"),
    [
        pytest.param("Bo Sample, CTO at Sample Labs, to talk about queues", "Sample Labs", id="at-of-a-title"),
        pytest.param("Bo Sample, CTO at Sample Labs, at the summit", "Sample Labs", id="at-of-a-place-behind-it"),
        pytest.param("Bo Sample, CTO of Sample Labs at QueueCon", "Sample Labs", id="at-a-conference"),
        pytest.param("Bo Sample at QueueCon", "", id="at-a-conference-behind-the-name"),
    ],
)
def test_a_guest_works_where_the_title_says(guest, organization):
    text = f"Ada Example, Example Co, sat down with {guest}.\n\n{PROSE}"
    assert roles(text, "Five Questions") == [
        ("interviewer", "Ada Example", "Example Co"),
        ("interviewee", "Bo Sample", organization),
    ]


@pytest.mark.parametrize("host", ["us", "the CNCF", "the Cloud Native Computing Foundation (CNCF)"])
def test_who_sat_down_with_the_house_answers(host):
    text = f"Ada Example and Bo Sample, Sample Labs, sat down with {host} to answer our questions.\n\n{PROSE}"
    assert roles(text, "Five Questions") == [
        ("interviewee", "Ada Example", "Sample Labs"),
        ("interviewee", "Bo Sample", "Sample Labs"),
    ]


def test_the_two_sides_where_one_was_interviewed():
    text = "Ada Example, CTO of Example Co, was interviewed by Bo Sample of Sample Labs in Oslo."
    turns = "Bo: What did you move?\n\nAda: The queue.\n\nBo: Why that?\n\nAda: It was the smallest."
    assert roles(f"{text}\n\n{turns}") == [
        ("interviewer", "Bo Sample", "Sample Labs"),
        ("interviewee", "Ada Example", "Example Co"),
    ]


def test_turns_without_an_introduction():
    text = (
        "Ada Example: What did you move?\n\nBo Sample: The queue.\n\nAda Example: Why that?\n\nBo Sample: It was the smallest."
    )
    assert {name: role for role, name, _ in roles(text)} == {"Ada Example": "interviewer", "Bo Sample": "interviewee"}


def test_questions_make_an_interview_too():
    text = f"{INTRODUCTION}\n\nWhat did you move?\n\nThe queue.\n\nWhy that?\n\nIt was the smallest.\n\nAnd now?\n\nWe rest."
    assert [role for role, *_ in roles(text)] == ["interviewer", "interviewee"]


@pytest.mark.parametrize("title", ["Meet the Ambassador: Bo Sample", "Meet the Ambassadors: Bo Sample", "Q&A with Bo Sample"])
def test_a_title_names_who_is_interviewed(title):
    assert roles(PROSE, title) == [("interviewee", "Bo Sample", "")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("Q&A with Bo Sample, CTO, Sample Labs", [("interviewee", "Bo Sample", "Sample Labs")], id="a-person"),
        pytest.param("Interview with Sample Networks", [], id="a-firm"),
        pytest.param("We did a Q&A with Bo Sample, CTO, Sample Labs.", [], id="a-sentence"),
    ],
)
def test_a_heading_above_the_text_names_who_is_interviewed(head, expected):
    assert roles(f"{head}\n\nQ: Why?\n\nA: So.\n\nQ: And then?\n\nA: That.") == expected


def test_first_names_that_take_turns_are_those_of_the_introduction():
    text = (
        "We asked the lead, Ada Example of Example Co, and her shadow, Bo Sample (Labs), how it went.\n\n"
        "CNCF: How?\n\nAda: Well.\n\nBo: Very.\n\nCNCF: And now?\n\nAda: Sleep.\n\nBo: Long."
    )
    assert sorted(roles(text)) == [("interviewee", "Ada Example", "Example Co"), ("interviewee", "Bo Sample", "Labs")]


def test_first_names_that_nobody_bears_in_full_name_nobody():
    text = "We asked Ada how it went.\n\nCNCF: How?\n\nAda: Well.\n\nCNCF: And now?\n\nAda: Sleep."
    assert roles(text) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Sample Labs’ Ada Example recently interviewed Bo Sample (CTO, Labs) about it.", ["Ada Example", "Bo Sample"]),
        ("Today we speak with Bo Sample about it.", ["Bo Sample"]),
        ("Come and speak with Bo Sample about it.", []),
    ],
)
def test_who_is_interviewed_lately(sentence, expected):
    assert sorted(name for _role, name, _employer in roles(sentence, "An Interview")) == expected


def test_a_student_may_stand_behind_a_title():
    text = "Over the summer, Norwegian student Cy Instance from Example University worked with CNCF mentors Ada Example on it."
    assert sorted(roles(text)) == [("author", "Cy Instance", "Example University"), ("mentor", "Ada Example", "")]


def test_a_mentor_who_is_only_thanked_is_one_in_a_programme():
    text = "Student: Cy Instance\n\n{}\n\nI want to thank my mentor Ada Example for her patience."
    assert roles(text.format(PROSE)) == [("student", "Cy Instance", "")]
    assert ("mentor", "Ada Example", "") in roles(text.format("This summer I took part in LFX Mentorship."))


def test_a_host_without_a_name_is_nobody():
    text = "主持人：为什么？\n\n张三：因为队列。\n\n主持人：然后呢？\n\n张三：休息。"
    assert roles(text) == [("interviewee", "张三", "")]


def test_a_student_is_of_a_university_whatever_the_sentence_goes_on_to_say():
    text = "In this post, Cy Instance, a student at Example University, looks back on his work with mentors Ada Example."
    assert ("author", "Cy Instance", "Example University") in roles(text)


def test_a_chinese_title_names_who_is_interviewed():
    assert roles("我们花了一个半星期迁移队列，最后没有人注意到它已经迁移完成。", "云原生大使访谈：张三") == [
        ("interviewee", "张三", "")
    ]


def test_sitting_down_is_no_interview_by_itself():
    assert roles(f"{INTRODUCTION}\n\n{PROSE}") == []


def test_a_scholarship_recipients_own_story():
    text = f"In this post, scholarship recipient Cy Instance, Example University, shares a first conference.\n\n{PROSE}"
    assert [(role, name) for role, name, _ in roles(text)] == [("author", "Cy Instance")]


def test_every_credit_says_why():
    done = stage("Student: Cy Instance\n\nMentor: Ada Example")
    assert [(note.stage, note.line) for note in done.notes] == [("roles", 5), ("roles", 7)]


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_any_text_keeps_its_lines(text):
    before = split_languages(unread(text), Context())
    done = credit_roles(before, Context())
    assert done.texts == before.texts, "who is credited for a role stays in the text"
    assert all(credit.name for credit in done.credits)


@pytest.mark.parametrize(
    ("student", "organization"),
    [
        pytest.param(
            "Cy Instance, a second-year student at Example University in Norway,", "Example University", id="student-at"
        ),
        pytest.param("Cy Instance of the Example Institute", "Example Institute", id="of-the"),
        pytest.param("Cy Instance, glad to have found a queue,", "", id="a-clause"),
    ],
)
def test_a_student_is_of_a_university(student, organization):
    text = f"Over the summer, {student} worked with mentor Ada Example on a faster queue."
    assert roles(text) == [("mentor", "Ada Example", ""), ("author", "Cy Instance", organization)]


def test_who_mentored_stands_behind_a_comma():
    text = "By Cy Instance, Example University, mentored by Ada Example"
    assert ("mentor", "Ada Example", "") in roles(f"{text}\n\n{PROSE}")


def test_an_initial_ends_no_name():
    text = f"Ada Example, Example Co, sat down with Bo B. Sample to talk about queues.\n\n{PROSE}"
    assert roles(text, "Interview with Bo B. Sample") == [
        ("interviewer", "Ada Example", "Example Co"),
        ("interviewee", "Bo B. Sample", ""),
    ]
    assert roles(f"We spoke with Ada B. Example.\n\n{PROSE}", "Five Questions") == [("interviewee", "Ada B. Example", "")]


def test_an_acronym_before_the_introduction_is_no_part_of_it():
    text = f"The talk was on DNS. Ada Example of Example Co sat down with Bo Sample.\n\n{PROSE}"
    assert roles(text, "Five Questions") == [("interviewer", "Ada Example", "Example Co"), ("interviewee", "Bo Sample", "")]
