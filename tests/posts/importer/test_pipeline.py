"""An entry becomes a draft: the stages in their order, one after the other."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from posts.importer import stages
from posts.importer.pipeline import STAGES, make_draft
from posts.importer.records import Context, Draft, Goes, Meta, Note, Page, Place, Syndication, When
from posts.importer.stages.split import split
from tests.posts.importer.pages import any_text, entry, listings, page

ENGLISH = """By Ada Example, CTO, Example Co

Originally published on the Example Cloud blog.

Kubernetes runs all that we have, and Kubernetes it was that moved our queue in a week and a half.

What We Learned

  • Measure first
  • Change one thing

Figure 1: where the traffic went

“We would do it again next week if we had to.”

– Bo Sample, Engineer, Sample Labs



It holds (1), and the address https://example.org/a_b says more.

(1) As of May."""

CHINESE = """示例公司如何迁移队列

译者：张三

我们在 Kubernetes 上运行所有服务，并且用一个半星期迁移了队列，最后没有人注意到它。

我们学到了什么

先测量，再改变，每次只改变一件事，并且把每一步都写下来，这样以后的人才能看懂我们做过什么。"""


@pytest.fixture
def made() -> Draft:
    return make_draft(entry(f"{ENGLISH}\n\n{CHINESE}", "GSoC 2018: How We Moved the Queue"), Context())


def test_each_language_has_its_text(made):
    english, chinese = made.texts
    assert (english.language, english.title) == ("en", "GSoC 2018: How We Moved the Queue")
    assert english.body == (
        "Kubernetes runs all that we have, and Kubernetes it was that moved our queue in a week and a half.\n\n"
        "## What We Learned\n\n"
        "- Measure first\n- Change one thing\n\n"
        "![Figure 1: where the traffic went]()\n\n"
        "> “We would do it again next week if we had to.”\n>\n> – Bo Sample, Engineer, Sample Labs\n\n"
        "It holds [^1], and the address https://example.org/a_b says more.\n\n"
        "[^1]: As of May.\n"
    )
    assert english.summary.startswith("Kubernetes runs all that we have")
    assert (chinese.language, chinese.title) == ("zh-hans", "示例公司如何迁移队列")
    assert "## 我们学到了什么" in chinese.body
    assert chinese.summary.startswith("我们在 Kubernetes 上")


def test_what_is_said_of_the_post_becomes_its_facts(made):
    assert [(credit.role, credit.name, credit.title, credit.organization) for credit in made.credits] == [
        ("author", "Ada Example", "CTO", "Example Co"),
        ("translator", "张三", "", ""),
    ]
    assert made.syndication == Syndication("Example Cloud blog")
    assert made.series == ("google-summer-of-code", "Google Summer of Code")
    assert "kubernetes" in {project.slug for project in made.projects}
    assert made.categories == ("Blog",)


def test_where_its_lines_went(made):
    assert [span.goes for span in made.spans if span.goes in (Goes.CREDIT, Goes.SYNDICATION)] == [
        Goes.SYNDICATION,
        Goes.CREDIT,
        Goes.CREDIT,
    ]
    assert [note.line for note in made.notes if note.stage == "blocks"] == [24], "a wide gap hints at something lost"


def test_what_is_known_beforehand_is_kept():
    when = When(date(2018, 5, 1), "stated")
    place = Place("other.txt", 3, 10, 20)
    draft = make_draft(entry("Text."), Context(when=when, places=(place,)))
    assert (draft.when, draft.places) == (when, (place,))
    assert make_draft(entry("Text."), Context()).places == (Place("page.txt", 1, 1, 5),)


def test_a_glued_titles_note_reaches_the_draft():
    text = "A\n\nBy | Blog\n\nit was a long week and we are glad. Joins the Example Foundation\n\nBy | Blog\n\nText."
    _above, below = split(page(text)).entries
    draft = make_draft(below, Context())
    assert [(note.stage, note.review) for note in draft.notes if isinstance(note, Note)][:1] == [("split", True)]
    assert Goes.TITLE not in {span.goes for span in draft.spans}


def test_an_empty_post_is_a_post():
    draft = make_draft(entry("", meta=Meta(3)), Context())
    assert [(text.language, text.body) for text in draft.texts] == [("en", "")]


def test_every_stage_says_what_it_does_in_a_file_of_its_own():
    files = {path.stem for path in Path(stages.__path__[0]).glob("*.py")} - {"__init__", "split", "dates"}
    assert {stage.__module__.rpartition(".")[2] for stage in STAGES} == files
    assert len(STAGES) == len(files)


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_any_text_makes_a_draft(text):
    draft = make_draft(entry(text), Context())
    assert 1 <= len(draft.texts) <= 2
    assert len({text.language for text in draft.texts}) == len(draft.texts)
    assert all(credit.name or credit.organization for credit in draft.credits)


@settings(max_examples=100, deadline=None)
@given(listings)
def test_any_listing_makes_a_draft_of_each_post(lines):
    result = split(Page("page.txt", lines))
    assert result.entries
    assert not result.failures
    assert [make_draft(found, Context()).entry for found in result.entries] == list(result.entries)
