"""Sentences that state a level, and those that only seem to."""

import pytest

from posts.importer.levels.rules import read_sentence

UP, AT = True, False  # a step, a statement


def claims(sentence: str) -> set[tuple[str, str, bool]]:
    return {(claim.slug, claim.level, claim.is_change) for claim in read_sentence(sentence)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("TOC Votes to Move Harbor into CNCF Incubator", {("harbor", "incubating", UP)}),
        ("the TOC voted to officially move Rook out of the sandbox and up to the CNCF Incubator", {("rook", "incubating", UP)}),
        ("The committee voted to accept Falco as a sandbox project.", {("falco", "sandbox", UP)}),
        ("voted to accept NATS as the 15th hosted project at the incubation level", {("nats", "incubating", UP)}),
        ("voted to accept Vitess as an incubation-level hosted project", {("vitess", "incubating", UP)}),
        ("TOC Approves SPIFFE and SPIRE to Incubation", {("spiffe", "incubating", UP), ("spire", "incubating", UP)}),
        ("Harbor, a gift of many hands, successfully moved from sandbox into incubation.", {("harbor", "incubating", UP)}),
        ("TiKV joins the CNCF Sandbox", {("tikv", "sandbox", UP)}),
        ("Falco was accepted to the sandbox last year.", {("falco", "sandbox", UP)}),
        ("Jaeger becomes seventh CNCF graduated project", {("jaeger", "graduated", UP)}),
        ("To host Telepresence in the Sandbox", {("telepresence", "sandbox", UP)}),
        ("With the addition of Falco to the CNCF sandbox, doors open", {("falco", "sandbox", UP)}),
        ("Envoy graduates", {("envoy", "graduated", UP)}),
        ("Foundation Announces Envoy Graduation", {("envoy", "graduated", UP)}),
        ("Today marks the graduation of Fluentd.", {("fluentd", "graduated", UP)}),
        ("rkt was archived by the TOC.", {("rkt", "archived", UP)}),
        ("Envoy is now a CNCF incubating project.", {("envoy", "incubating", AT)}),
        ("It asks Notary, a CNCF Incubation project, for trust", {("notary", "incubating", AT)}),
        ("Spiffe and Spire are both currently in the sandbox.", {("spiffe", "sandbox", AT), ("spire", "sandbox", AT)}),
        ("peers among incubated projects like gRPC and NATS", {("grpc", "incubating", AT), ("nats", "incubating", AT)}),
        ("the CNCF’s sandbox project Telepresence", {("telepresence", "sandbox", AT)}),
        ("Harbor于2018年夏天被 CNCF 接受为沙箱项目。", {("harbor", "sandbox", UP)}),
        ("Kubernetes 已从 CNCF 毕业", {("kubernetes", "graduated", UP)}),
    ],
)
def test_sentences_that_state_a_level(sentence, expected):
    assert claims(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Envoy is the third project to graduate following Kubernetes and Prometheus.",
        "Envoy has graduated, joining Kubernetes and Prometheus.",
    ],
)
def test_those_that_went_before_had_graduated(sentence):
    assert claims(sentence) == {
        ("envoy", "graduated", UP),
        ("kubernetes", "graduated", AT),
        ("prometheus", "graduated", AT),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Fluentd could graduate soon.", id="possibility"),
        pytest.param("Fluentd is a solid candidate for CNCF Graduation.", id="candidate"),
        pytest.param("The team hopes that Rook moves to incubation.", id="hope"),
        pytest.param("We propose to move Rook into the CNCF Incubator.", id="proposal"),
        pytest.param("If Rook joins the CNCF sandbox, we celebrate.", id="condition"),
        pytest.param("Rook will join the CNCF sandbox.", id="future"),
        pytest.param("Rook has not graduated.", id="negation"),
        pytest.param("Linkerd hasn’t moved to incubation.", id="short-negation"),
        pytest.param("Rook is never a graduated project.", id="never"),
        pytest.param("Is Envoy a graduated project?", id="question"),
        pytest.param("Block storage in Rook graduated to beta.", id="a-feature"),
        pytest.param("The API of Kubernetes graduated to stable.", id="an-interface"),
        pytest.param("Ada graduated from a school that runs Kubernetes.", id="a-person"),
        pytest.param("This client is a Kubernetes incubator project.", id="another-incubator"),
        pytest.param("This makes rkt a candidate for removal from the CNCF Incubator.", id="removal"),
        pytest.param("Prometheus archived its samples to disk.", id="data"),
        pytest.param("voted to accept CNI as the 10th hosted project", id="no-level"),
        pytest.param("Harbor是沙箱项目吗？", id="chinese-question"),
        pytest.param("我们希望Harbor升级为孵化项目。", id="chinese-hope"),
        pytest.param("graduated incubating sandbox", id="no-project"),
    ],
)
def test_sentences_that_state_none(sentence):
    assert claims(sentence) == set()
