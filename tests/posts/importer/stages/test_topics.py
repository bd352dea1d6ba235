"""A few tags for each post."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.records import Context, Draft, Text
from posts.importer.stages.topics import LABELS_ZH, MAX_TAGS, find_topics
from tests.posts.importer.drafts import draft, heading


def tags(made: Draft) -> set[str]:
    return set(find_topics(made, Context()).tags)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(draft(title="A Service Mesh for Everyone"), {"service mesh"}, id="title"),
        pytest.param(draft(title="Service meshes compared"), {"service mesh"}, id="plural"),
        pytest.param(draft(title="GSoC 2018: Something New"), {"mentoring"}, id="another-word-for-it"),
        pytest.param(draft(title="服务网格的未来", language="zh-hans"), {"service mesh"}, id="chinese"),
        pytest.param(draft(title="云原生安全", language="zh-hans"), {"security"}, id="chinese-without-spaces"),
        pytest.param(
            draft(heading("Serverless today"), "Serverless is here. FaaS too."), {"serverless"}, id="heading-and-opening"
        ),
        pytest.param(draft("We like storage. " * 9), set(), id="opening-only"),
        pytest.param(draft("One.", "Two.", "Three.", "security " * 50), set(), id="far-below"),
        pytest.param(draft(title="The Surveyor of Insecurity"), set(), id="inside-words"),
        pytest.param(draft(title="A Quiet Day"), set(), id="nothing"),
    ],
)
def test_topics(made, expected):
    assert tags(made) == expected


def test_there_are_only_a_few_and_the_strongest_win():
    title = "Security, Storage, Networking, Serverless, Messaging and more Storage"
    found = find_topics(draft(title=title), Context()).tags
    assert len(found) == MAX_TAGS
    assert found[0] == "storage"


def test_a_translation_does_not_count_twice():
    opening = draft("A survey was made.").texts[0].blocks
    zh = draft("调查。", "调查。").texts[0].blocks
    assert tags(Draft(ref="ref", texts=(Text("en", title="x", blocks=opening), Text("zh-hans", title="y", blocks=zh)))) == set()


def test_tags_already_chosen_stay_first():
    assert find_topics(draft(title="Storage", tags=("chosen",)), Context()).tags == ("chosen", "storage")


def test_every_tag_has_a_chinese_label():
    assert all(label and not label.isascii() for label in LABELS_ZH.values())


@given(st.lists(st.text(max_size=40), max_size=4), st.text(max_size=40))
def test_no_text_raises(lines, title):
    assert tags(draft(*lines, title=title)) <= set(LABELS_ZH)
