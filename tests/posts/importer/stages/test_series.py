"""The series a title puts a post in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.records import Context, Draft, Text
from posts.importer.stages.series import find_series, series_of
from tests.posts.importer.drafts import draft

GSOC = ("google-summer-of-code", "Google Summer of Code")
AMBASSADOR = ("meet-the-ambassador", "Meet the Ambassador")
SCHOLARSHIP = ("diversity-scholarship", "Diversity Scholarship Series")


@pytest.mark.parametrize(
    ("title", "series"),
    [
        ("Diversity Scholarship Series: My First Conference", SCHOLARSHIP),
        ("Diversity scholarship series, part 2: Back Again", SCHOLARSHIP),
        ("Meet the Ambassador: Ada Example", AMBASSADOR),
        ("Meet the Ambassadors: Ada Example", AMBASSADOR),
        ("Meet the Ambassadors – Ada Example", AMBASSADOR),
        ("Prometheus User Profile: Example Co Counts Everything", ("prometheus-user-profile", "Prometheus User Profile")),
        ("GSoC 2018: A Better Scheduler", GSOC),
        ("GSoC 18: A Better Scheduler", GSOC),
        ("Google Summer of Code 2019: A Better Scheduler", GSOC),
        ("Project spotlight: Rook", ("project-spotlight", "Project Spotlight")),
        ("End User Case Study: Example Co", ("end-user-case-study", "End User Case Study")),
        ("Cloud Native Chronicles #2: The Return", ("cloud-native-chronicles", "Cloud Native Chronicles")),
        ("Queues for Everyone, Part 2: Testing", ("queues-for-everyone", "Queues for Everyone")),
        ("Queues for Everyone (Part 2)", ("queues-for-everyone", "Queues for Everyone")),
        ("Queues for Everyone – Part II", ("queues-for-everyone", "Queues for Everyone")),
        ("Queues for Everyone: Part 1 of 3 – The Beginning", ("queues-for-everyone", "Queues for Everyone")),
        ("5 Questions with Ada Example", ("5-questions-with", "5 Questions with")),
    ],
)
def test_a_label_names_the_series(title, series):
    assert series_of(title) == series


@pytest.mark.parametrize(
    "title",
    [
        "Announcing: The Winners",
        "Kubernetes: The First Ten Years",
        "Container Security: 3 Things to Know",
        "Our Projects Go to Google Summer of Code 2017",
        "Meet Ada, Our Newest Intern",
        "Meet Kubernetes: A Platform",
        "Why we ended our interview series",
        "Diversity Scholarship Series:",
        "gRPC On HTTP/2: A Protocol",
        "Part 2: Testing",
        "The Best Part 2 Years Later",
        "A Queue, Part of Everyone",
        ": an odd start",
        "",
    ],
)
def test_other_titles_name_none(title):
    assert series_of(title) is None


def test_the_stage_says_why():
    done = find_series(draft(title="GSoC 2018: A Better Scheduler"), Context())
    assert done.series == GSOC
    assert [note.stage for note in done.notes] == ["series"]


def test_either_language_may_name_it():
    texts = (Text("zh-hans", title="认识大使"), Text("en", title="Meet the Ambassador: Ada Example"))
    assert find_series(Draft(ref="ref", texts=texts), Context()).series == AMBASSADOR


def test_a_series_already_known_stays():
    known = draft(title="GSoC 2018: A Better Scheduler", series=("chosen", "Chosen"))
    assert find_series(known, Context()) is known


@given(st.text(max_size=80))
def test_no_title_raises(title):
    assert find_series(draft(title=title), Context()).texts
