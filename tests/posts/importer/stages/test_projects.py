"""What a post is about, and what it merely mentions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.records import Block, Context, Credit, Draft, Kind, ProjectLink, Syndication, Text
from posts.importer.stages.projects import find_projects
from projects.aliases import LANDSCAPE
from tests.posts.importer.drafts import bullets, draft, heading

FILLER = "Nothing of note was said in this long and winding sentence about the weather. " * 40


def relations(made: Draft) -> dict[str, str]:
    return {link.slug: link.relation for link in find_projects(made, Context()).projects}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(draft("A day out.", title="Rook at Example Co"), {"rook": "about"}, id="named-in-the-title"),
        pytest.param(draft("Linkerd meshes. " * 5), {"linkerd": "about"}, id="at-length"),
        pytest.param(
            draft(heading("Using Vitess"), "Vitess shards.", "We like Vitess.", FILLER), {"vitess": "about"}, id="section"
        ),
        pytest.param(draft("We use Vitess and k8s."), {"vitess": "mentions", "kubernetes": "mentions"}, id="in-passing"),
        pytest.param(
            draft(heading("Vitess"), "A word.", heading("Next"), "Vitess, Vitess."), {"vitess": "mentions"}, id="other-section"
        ),
        pytest.param(draft("Linkerd. " * 4, FILLER, FILLER), {"linkerd": "mentions"}, id="thinly-spread"),
        pytest.param(draft("Envoy. " * 20 + "NATS. " * 4), {"envoy": "about", "nats": "mentions"}, id="far-behind-another"),
        pytest.param(
            draft(bullets("Jaeger traces", "Fluentd collects")), {"jaeger": "mentions", "fluentd": "mentions"}, id="list"
        ),
        pytest.param(draft("A rookie took the helm of harbor tours."), {}, id="ordinary-words"),
        pytest.param(draft("See kubernetes.io."), {}, id="address"),
        pytest.param(draft(Block(Kind.CODE, "Kubernetes", 1, 1)), {}, id="code"),
        pytest.param(draft("Hi.", syndication=Syndication("Envoy blog")), {"envoy": "mentions"}, id="appeared-on-its-blog"),
        pytest.param(draft("Hi.", credits=(Credit("", organization="CoreDNS"),)), {"coredns": "mentions"}, id="written-by-it"),
    ],
)
def test_relations(made, expected):
    assert relations(made) == expected


def test_both_languages_count():
    texts = (Text("en", title="News", blocks=()), Text("zh-hans", title="Harbor新闻", blocks=()))
    assert relations(Draft(ref="ref", texts=texts)) == {"harbor": "about"}


def test_links_already_known_stay():
    known = ProjectLink("rook", "mentions", level="sandbox")
    done = find_projects(draft("Rook. " * 9, projects=(known,)), Context())
    assert done.projects == (known,)


def test_a_note_says_why():
    done = find_projects(draft(title="Rook at Example Co"), Context())
    assert [(note.stage, note.message) for note in done.notes] == [("projects", "The post is about Rook: named in its title.")]


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=40))
def test_no_text_raises(lines, title):
    assert set(relations(draft(*lines, title=title))) <= set(LANDSCAPE)
