"""The levels a whole post states of its projects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.records import Context, Draft, ProjectLink, Text
from posts.importer.stages.maturity import find_levels
from tests.posts.importer.drafts import bullets, draft, heading


def links(made: Draft) -> dict[str, ProjectLink]:
    return {link.slug: link for link in find_levels(made, Context()).projects}


@pytest.mark.parametrize(
    ("entry", "text", "slug", "level"),
    [
        ("HelmHelm (Incubating) – Helm packs.", "Helm (Incubating) – Helm packs.", "helm", "incubating"),
        ("RKTRKT (Incubator) – RKT runs.", "RKT (Incubator) – RKT runs.", "rkt", "incubating"),
        (
            "KubernetesKubernetes (graduated) –  Kubernetes steers.",
            "Kubernetes (graduated) –  Kubernetes steers.",
            "kubernetes",
            "graduated",
        ),
        ("Sysdig FalcoFalco (Sandbox) – Falco watches.", "Falco (Sandbox) – Falco watches.", "falco", "sandbox"),
        ("Envoy (CNCF Incubating): Envoy proxies.", "Envoy (CNCF Incubating): Envoy proxies.", "envoy", "incubating"),
    ],
)
def test_guide_entries(entry, text, slug, level):
    done = find_levels(draft(entry), Context())
    block, link = done.texts[0].blocks[0], done.projects[0]
    assert block.text == text
    assert (link.slug, link.level, link.is_change) == (slug, level, False)
    assert link.description == text.split(") – ")[-1].split("): ")[-1].strip()
    assert ("Cut" in done.notes[0].message) == (text != entry)


def test_an_entry_may_be_a_list_item_or_a_heading():
    done = find_levels(draft(bullets("VitessVitess (Incubator) – Vitess shards."), heading("NATS (Incubating)")), Context())
    assert done.texts[0].blocks[0].items[0].text == "Vitess (Incubator) – Vitess shards."
    assert {link.slug: link.level for link in done.projects} == {"vitess": "incubating", "nats": "incubating"}


@pytest.mark.parametrize(
    "line",
    ["Helm (see below) – Helm packs.", "Ada Example (graduated) – a student.", "sandboxsandbox", "BerBer (a place)"],
)
def test_other_lines_in_brackets_stay(line):
    before = draft(line)
    assert find_levels(before, Context()) is before


def test_a_description_ends_with_its_entry():
    made = draft("Helm (Incubating) – Charts are many.", heading("Next"), "Helm packs.")
    assert links(made)["helm"].description == "Charts are many."


def test_the_title_outranks_the_text():
    made = draft("Harbor is now a CNCF graduated project.", title="TOC Votes to Move Harbor into CNCF Incubator")
    assert (links(made)["harbor"].level, links(made)["harbor"].is_change) == ("incubating", True)


def test_the_highest_level_of_a_text_counts():
    assert links(draft("Rook joined the CNCF sandbox. Rook is now a CNCF incubating project."))["rook"].level == "incubating"


def test_a_step_of_the_past_is_a_statement():
    assert not links(draft("Rook joined the CNCF sandbox two years ago."))["rook"].is_change
    assert links(draft("Today, Rook joined the CNCF sandbox."))["rook"].is_change


def test_links_keep_what_is_known_of_them():
    known = ProjectLink("rook", "about")
    done = find_levels(draft("Rook is a CNCF incubating project.", projects=(known, ProjectLink("helm"))), Context())
    assert done.projects == (ProjectLink("rook", "about", "incubating"), ProjectLink("helm"))


def test_a_post_without_levels_is_left_alone():
    before = draft("Rook stores.", projects=(ProjectLink("rook"),))
    assert find_levels(before, Context()) is before


PIECES = st.sampled_from(
    ["Rook ", "Helm", "(Sandbox) – ", "graduated ", "moved to ", "the CNCF Incubator", "votes to ", ". ", "⟨0⟩", "⟨", "毕业"]
)


@given(st.lists(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join), max_size=4), st.text(max_size=40))
def test_no_text_raises(lines, title):
    texts = (draft(*lines, title=title).texts[0], Text("zh-hans", title=title))
    assert len(find_levels(Draft(ref="ref", texts=texts), Context()).texts) == 2
