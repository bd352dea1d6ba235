"""Entries of a guide to the projects."""

import pytest

from posts.importer.levels.guide import describe, undouble


@pytest.mark.parametrize(
    ("glued", "single"),
    [
        ("HelmHelm", "Helm"),
        ("RKTRKT", "RKT"),
        ("gRPCgRPC", "gRPC"),
        ("Open Policy AgentOpen Policy Agent", "Open Policy Agent"),
        ("Sysdig FalcoFalco", "Falco"),
        ("Helm", "Helm"),
        ("Rook", "Rook"),
        ("Open Policy Agent", "Open Policy Agent"),
        ("", ""),
    ],
)
def test_undouble(glued, single):
    assert undouble(glued) == single


@pytest.mark.parametrize(
    ("opening", "below", "expected"),
    [
        pytest.param(
            "Life is hard. Helm packs charts for every cluster, and every crew that sails with them knows it well enough.",
            [],
            "Helm packs charts for every cluster, and every crew that sails with them knows it well enough.",
            id="the-sentence-whose-subject-it-is",
        ),
        pytest.param("Life is hard.", ["Without Helm it is harder.", "Helm packs."], "Helm packs.", id="in-a-paragraph-below"),
        pytest.param("A packer, Helm packs.", ["Helm sails."], "A packer, Helm packs.", id="named-here-before-subject-there"),
        pytest.param("Helm packs. It is quick.", [], "Helm packs. It is quick.", id="a-short-one-takes-the-next"),
        pytest.param("Packs and sails.", [], "Packs and sails.", id="never-named"),
        pytest.param("", [], "", id="nothing-said"),
    ],
)
def test_descriptions_stand_alone(opening, below, expected):
    assert describe("helm", opening, below) == expected
