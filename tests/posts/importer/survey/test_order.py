from datetime import date

import pytest

from posts.importer.survey.order import moments


@pytest.mark.parametrize("count", [1, 3, 5_000])
def test_posts_of_one_day_keep_their_order(count):
    day = date(2018, 5, 1)
    times = moments((str(number), day) for number in range(count))
    assert times["0"] == "12:00:00+00:00"
    assert sorted(times.values(), reverse=True) == list(times.values())
    assert len(set(times.values())) == count
