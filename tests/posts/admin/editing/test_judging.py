"""What becomes of each row that two people had before them."""

import pytest

from posts.admin.editing.judging import Sent, Verdict, is_settled, judge

ADA, EVE, BO, CY = ({"who": name, "title": ""} for name in ("Ada", "Eve", "Bo", "Cy"))
ADA_CTO, ADA_CEO = ({"who": "Ada", "title": title} for title in ("CTO", "CEO"))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        pytest.param({"1": ADA}, [Sent("1", ADA)], {"1": ADA}, [("1", ADA, Verdict.AS_STORED)], id="untouched"),
        pytest.param({"1": ADA}, [Sent("1", EVE)], {"1": ADA}, [("1", EVE, Verdict.AS_SENT)], id="changed-by-me"),
        pytest.param({"1": ADA}, [Sent("1", ADA)], {"1": EVE}, [("1", EVE, Verdict.AS_STORED)], id="changed-by-them"),
        pytest.param({"1": ADA}, [Sent("1", EVE)], {"1": EVE}, [("1", EVE, Verdict.AS_STORED)], id="changed-alike"),
        pytest.param({"1": ADA}, [Sent("1", ADA_CTO)], {"1": ADA_CEO}, [("1", ADA_CTO, Verdict.BOTH)], id="changed-by-both"),
        pytest.param(
            {}, [Sent("", BO)], {"2": CY}, [("", BO, Verdict.AS_SENT), ("2", CY, Verdict.AS_STORED)], id="added-by-both"
        ),
        pytest.param({}, [Sent("", BO)], {"2": BO}, [("2", BO, Verdict.AS_STORED)], id="the-same-added"),
        pytest.param({}, [Sent("", ADA_CTO)], {"2": ADA_CEO}, [("2", ADA_CTO, Verdict.BOTH)], id="added-alike-but-for-a-field"),
        pytest.param({"1": ADA}, [Sent("1", ADA)], {}, [], id="removed-by-them"),
        pytest.param({"1": ADA}, [Sent("1", ADA, True)], {"1": ADA}, [("1", ADA, Verdict.AS_SENT)], id="removed-by-me"),
        pytest.param({"1": ADA}, [Sent("1", ADA, True)], {}, [], id="removed-by-both"),
        pytest.param({"1": ADA}, [Sent("1", EVE)], {}, [("", EVE, Verdict.ANEW)], id="removed-by-them-changed-by-me"),
        pytest.param(
            {"1": ADA}, [Sent("1", ADA, True)], {"1": EVE}, [("1", EVE, Verdict.KEPT)], id="removed-by-me-changed-by-them"
        ),
        pytest.param({"1": ADA}, [Sent("1", ADA_CTO)], {"5": ADA}, [("5", ADA_CTO, Verdict.AS_SENT)], id="made-anew"),
        pytest.param({"1": ADA}, [], {"1": ADA}, [("1", ADA, Verdict.AS_STORED)], id="not-sent-at-all"),
        pytest.param({}, [Sent("7", ADA)], {}, [("", ADA, Verdict.AS_SENT)], id="nobody-knows-its-key"),
        pytest.param(
            {},
            [Sent("", BO), Sent("", BO)],
            {"2": BO},
            [("2", BO, Verdict.AS_STORED), ("", BO, Verdict.AS_SENT)],
            id="added-twice",
        ),
    ],
)
def test_verdicts(base, mine, theirs, expected):
    judged = judge(base, mine, theirs, ["who"])
    assert [(row.key, row.values, row.verdict) for row in judged] == expected
    assert all((row.stored is not None) == (row.verdict is Verdict.BOTH) for row in judged)


def test_what_i_removed_stays_marked():
    [row] = judge({"1": ADA}, [Sent("1", ADA, True)], {"1": ADA}, ["who"])
    assert row.is_deleted


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ([Sent("1", ADA), Sent("", BO)], {"1": ADA, "2": BO}, True),
        ([Sent("1", ADA, True)], {}, True),
        ([Sent("1", ADA)], {"1": EVE}, False),
        ([], {"1": ADA}, False),
    ],
)
def test_settled_is_what_both_did_alike(mine, theirs, expected):
    assert is_settled(mine, theirs) is expected
