"""Authors in front matter: names, with what stands behind them."""

import pytest

from posts.importer.readers.authors import people_of


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        pytest.param("Ada Example", [("Ada Example", "", "", "")], id="name"),
        pytest.param("ada_e, Bo", [("ada_e", "", "", ""), ("Bo", "", "", "")], id="accounts"),
        pytest.param("**Ada** & *Bo Sample*", [("Ada", "", "", ""), ("Bo Sample", "", "", "")], id="emphasis"),
        pytest.param(
            "[Ada Example](https://git.example/ada) (Harbour, Inc), and [Bo Sample](https://git.example/bo/) (lamps.example)",
            [("Ada Example", "", "Harbour, Inc", ""), ("Bo Sample", "", "lamps.example", "")],
            id="links-with-employers",
        ),
        pytest.param("Ada Example (CTO, Harbour)", [("Ada Example", "CTO", "Harbour", "")], id="title-and-employer"),
        pytest.param("Ada Example (she/her)", [("Ada Example", "", "", "")], id="pronouns"),
        pytest.param(
            "[Li Ada](https://a.example/)（微软）、Wu Bo（吴波）",
            [("Li Ada", "", "微软", ""), ("Wu Bo", "", "", "吴波")],
            id="han-in-brackets",
        ),
        pytest.param("Harbour Governance Committee", [("", "", "Harbour Governance Committee", "")], id="group"),
        pytest.param("Romanda Andes", [("Romanda Andes", "", "", "")], id="and-within-a-name"),
        pytest.param("", [], id="nobody"),
        pytest.param(" , ", [], id="comma"),
    ],
)
def test_people(line, credits):
    found = [(credit.name, credit.title, credit.organization, credit.native_name) for credit in people_of(line)]
    assert found == credits
