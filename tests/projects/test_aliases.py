"""Finding the foundation's projects in a text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.aliases import LANDSCAPE, find, slug_of


def named(text: str) -> list[tuple[str, str]]:
    return [(mention.slug, text[mention.start : mention.end]) for mention in find(text)]


def slugs(text: str) -> list[str]:
    return [slug for slug, _words in named(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kubernetes and k8s", ["kubernetes", "kubernetes"], id="name-and-short-form"),
        pytest.param("KUBERNETES, kubernetes", ["kubernetes", "kubernetes"], id="any-case"),
        pytest.param("Envoy’s filters, Prometheus' rules", ["envoy", "prometheus"], id="possessive"),
        pytest.param("a Kubernetes-based, pre-Prometheus world", ["kubernetes", "prometheus"], id="hyphenated-prose"),
        pytest.param("(gRPC), “Vitess”; NATS/TiKV.", ["grpc", "vitess", "nats", "tikv"], id="punctuation"),
        pytest.param("We run Kubernetes.It works", ["kubernetes"], id="sentences-glued"),
        pytest.param(
            "在Kubernetes上使用Vitess、NATS以及Harbor。", ["kubernetes", "vitess", "nats", "harbor"], id="han-neighbours"
        ),
        pytest.param("使用 Helm 部署", ["helm"], id="ordinary-word-in-chinese"),
        pytest.param("Secured by SPIFFE, or Spiffe", ["spiffe", "spiffe"], id="acronym-as-word"),
        pytest.param("Fluent Bit sits beside Fluentd", ["fluentd", "fluentd"], id="part-of-a-project"),
    ],
)
def test_names_and_aliases_are_found(text, expected):
    assert slugs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Open Policy Agent decides", [("open-policy-agent", "Open Policy Agent")], id="phrase"),
        pytest.param("Open\nPolicy Agent decides", [("open-policy-agent", "Open\nPolicy Agent")], id="broken-line"),
        pytest.param("install Argo CD", [("argo", "Argo CD")], id="longest-wins"),
        pytest.param(
            "CNI (Container Networking Interface)", [("cni", "CNI"), ("cni", "Container Networking Interface")], id="both-names"
        ),
        pytest.param("The Update Framework", [("tuf", "The Update Framework")], id="article-in-the-name"),
    ],
)
def test_the_whole_name_is_the_mention(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("See https://example.org/kubernetes/Helm?x=Envoy for more", id="address"),
        pytest.param("It lives at linkerd.io and on kubernetes.io/blog", id="domain"),
        pytest.param("write to helm@example.org or rook@prometheus.io", id="e-mail"),
        pytest.param("clone kubernetes/kubernetes", id="repository"),
        pytest.param("edit /etc/containerd/config.toml", id="path"),
        pytest.param("follow @kubernetes, join #helm", id="handle-and-channel"),
        pytest.param("prometheus-operator and OpenStack-Helm", id="other-things-of-a-hyphen"),
        pytest.param("my_kubernetes_cluster, kubernetesque", id="inside-a-word"),
        pytest.param("EnvoyCon and PromCon", id="conferences"),
    ],
)
def test_pieces_of_something_else_are_not_names(text):
    assert slugs(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a rookie at the helm, in a safe harbor", id="lower-case"),
        pytest.param("Taking the Helm of a Foundation", id="article-and-preposition"),
        pytest.param("Ada Takes the Helm", id="article-and-end"),
        pytest.param("Harbor cities are lovely.", id="common-noun-at-a-sentence-start"),
        pytest.param("The ferry left. Volcano eruptions had closed the airport.", id="later-sentence"),
        pytest.param("A visit to Pearl Harbor", id="another-proper-name"),
        pytest.param("Cole Porter keeps Score in Lima", id="names-that-say-nothing-alone"),
        pytest.param("the opa of our cni", id="acronyms-in-lower-case"),
    ],
)
def test_ordinary_words_are_not_names(text):
    assert slugs(text) == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        pytest.param("Harbor is a registry.", "harbor", id="verb-follows"),
        pytest.param("Harbor signs images.", "harbor", id="any-verb-follows"),
        pytest.param("Harbor\u00a0 is a registry.", "harbor", id="odd-spaces"),
        pytest.param("Rook, a storage orchestrator, grew.", "rook", id="comma-follows"),
        pytest.param("It grew fast. “Flux v2 is here”", "flux", id="capital-or-version-follows"),
        pytest.param("thanks to the Helm community", "helm", id="article-and-noun"),
        pytest.param("packed as a Helm chart", "helm", id="known-phrase"),
        pytest.param("Volcano", "volcano", id="alone"),
        pytest.param("scheduled by Volcano on bare metal", "volcano", id="inside-a-sentence"),
    ],
)
def test_ordinary_words_written_as_names_are_found(text, slug):
    assert slugs(text) == [slug]


def test_a_doubtful_name_counts_where_the_text_is_clear_elsewhere():
    assert slugs("Harbor operators wrote in. They all run Harbor.") == ["harbor", "harbor"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("K8s", "kubernetes"),
        ("open  policy agent", "open-policy-agent"),
        ("RKT", "rkt"),
        ("Lima", "lima"),
        ("Helm charts for all", ""),
    ],
)
def test_slug_of_a_whole_name(name, slug):
    assert slug_of(name) == slug


def test_the_landscape_is_sound():
    assert len(LANDSCAPE) > 200
    for entry in LANDSCAPE.values():
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry.slug), entry
        assert entry.name, entry
        assert entry.category, entry
        assert entry.homepage.startswith("https://"), entry
        assert entry.repository.startswith("https://"), entry


def test_no_two_projects_share_a_spelling():
    owners: dict[str, str] = {}
    for entry in LANDSCAPE.values():
        for spelling in {entry.name.casefold(), *(alias.casefold() for alias in entry.aliases)}:
            assert owners.setdefault(spelling, entry.slug) == entry.slug, spelling


def test_every_project_is_found_by_each_of_its_spellings():
    missed = [
        spelling
        for entry in LANDSCAPE.values()
        for spelling in entry.spellings
        if slugs(f"we use {spelling} daily") != [entry.slug]
    ]
    assert missed == []


WORDS = st.sampled_from(
    ["Helm", "helm", "the ", "Open Policy", " Agent", "k8s", "在", "http://", "@", "-", "/", ".", "\n", "Safe Harbor", "⟨0⟩"]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=30).map("".join))
def test_any_text_gives_mentions_in_order_that_do_not_overlap(text):
    reached = 0
    for mention in find(text):
        assert reached <= mention.start < mention.end <= len(text)
        assert mention.slug in LANDSCAPE
        reached = mention.end
