"""When the things posts speak of happened: recurring events and releases, from the public record.

A post seldom says when it was written, but often that it comes before or after one of these. Days are the event's first and
last; for a meeting moved to a later date they cover both, since posts were written with either in mind.
"""

from __future__ import annotations

from datetime import date
from typing import Final


def _days(year: int, first: tuple[int, int], last: tuple[int, int]) -> tuple[date, date]:
    return date(year, *first), date(year, *last)


HAPPENINGS: Final[dict[str, tuple[tuple[date, date], ...]]] = {
    "kubecon-europe": (
        _days(2016, (3, 10), (3, 11)),
        _days(2017, (3, 29), (3, 30)),
        _days(2018, (5, 2), (5, 4)),
        _days(2019, (5, 20), (5, 23)),
        _days(2020, (3, 30), (8, 20)),
        _days(2021, (5, 4), (5, 7)),
        _days(2022, (5, 16), (5, 20)),
    ),
    "kubecon-north-america": (
        _days(2015, (11, 9), (11, 11)),
        _days(2016, (11, 8), (11, 9)),
        _days(2017, (12, 6), (12, 8)),
        _days(2018, (12, 10), (12, 13)),
        _days(2019, (11, 18), (11, 21)),
        _days(2020, (11, 17), (11, 20)),
        _days(2021, (10, 11), (10, 15)),
        _days(2022, (10, 24), (10, 28)),
    ),
    "kubecon-china": (
        _days(2018, (11, 13), (11, 15)),
        _days(2019, (6, 24), (6, 26)),
        _days(2020, (7, 28), (8, 1)),
        _days(2021, (12, 9), (12, 10)),
    ),
    "promcon": (
        _days(2016, (8, 25), (8, 26)),
        _days(2017, (8, 17), (8, 18)),
        _days(2018, (8, 9), (8, 10)),
        _days(2019, (11, 7), (11, 8)),
    ),
    # From the day the organizations are announced to the day of the results.
    "summer-of-code": (
        _days(2015, (3, 2), (8, 31)),
        _days(2016, (2, 29), (8, 30)),
        _days(2017, (2, 27), (9, 6)),
        _days(2018, (2, 12), (8, 22)),
        _days(2019, (2, 26), (9, 3)),
        _days(2020, (2, 20), (9, 8)),
        _days(2021, (3, 9), (8, 31)),
    ),
}

# Where a meeting is called by its region or its city; a city of one year settles the year too.
PLACES: Final[dict[str, tuple[str, tuple[int, ...]]]] = {
    "Europe": ("kubecon-europe", ()),
    "EU": ("kubecon-europe", ()),
    "North America": ("kubecon-north-america", ()),
    "NA": ("kubecon-north-america", ()),
    "China": ("kubecon-china", ()),
    "中国": ("kubecon-china", ()),
    "欧洲": ("kubecon-europe", ()),
    "北美": ("kubecon-north-america", ()),
    "London": ("kubecon-europe", (2016,)),
    "Berlin": ("kubecon-europe", (2017,)),
    "Copenhagen": ("kubecon-europe", (2018,)),
    "Barcelona": ("kubecon-europe", (2019,)),
    "Amsterdam": ("kubecon-europe", (2020,)),
    "Valencia": ("kubecon-europe", (2022,)),
    "San Francisco": ("kubecon-north-america", (2015,)),
    "Seattle": ("kubecon-north-america", (2016, 2018)),
    "Austin": ("kubecon-north-america", (2017,)),
    "San Diego": ("kubecon-north-america", (2019,)),
    "Boston": ("kubecon-north-america", (2020,)),
    "Los Angeles": ("kubecon-north-america", (2021,)),
    "Detroit": ("kubecon-north-america", (2022,)),
    "Shanghai": ("kubecon-china", (2018, 2019)),
    "上海": ("kubecon-china", (2018, 2019)),
}

# Kubernetes 1.x: the day it was released.
KUBERNETES_RELEASES: Final[dict[int, date]] = {
    0: date(2015, 7, 21),
    1: date(2015, 11, 9),
    2: date(2016, 3, 16),
    3: date(2016, 7, 1),
    4: date(2016, 9, 26),
    5: date(2016, 12, 12),
    6: date(2017, 3, 28),
    7: date(2017, 6, 29),
    8: date(2017, 9, 28),
    9: date(2017, 12, 15),
    10: date(2018, 3, 26),
    11: date(2018, 6, 27),
    12: date(2018, 9, 27),
    13: date(2018, 12, 3),
    14: date(2019, 3, 25),
    15: date(2019, 6, 19),
    16: date(2019, 9, 18),
    17: date(2019, 12, 9),
    18: date(2020, 3, 25),
    19: date(2020, 8, 26),
    20: date(2020, 12, 8),
    21: date(2021, 4, 8),
    22: date(2021, 8, 4),
}
