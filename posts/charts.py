"""Numbers → the shapes of a drawing, in the units of its ``viewBox``. Pure: templates write the SVG, the stylesheet paints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

# A year is as wide as the page shows it, three in a row, so that its letters are as large as they say.
YEAR_WIDTH, BARS_HEIGHT, HEADROOM, FOOTROOM = 324, 96, 18, 20
SLOT = YEAR_WIDTH / 12
BAR_WIDTH = 20
STRIP_WIDTH, STRIP_HEIGHT, TICK_WIDTH = 400, 24, 3
ROAD_WIDTH, ROAD_HEIGHT = 200, 16
SHORTEST = 2.0  # stretch of a road that can still be seen
# A level is told by its height as well as by its colour.
LEVEL_HEIGHTS = {"sandbox": 5, "incubating": 10, "graduated": 16, "archived": 2}


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of a year: all its posts, and those of them that stand out."""

    year: int
    month: int
    count: int
    part: int
    x: float
    y: float
    height: float
    part_y: float
    part_height: float

    @property
    def number(self) -> int:
        """The month as it is counted under: 201809."""
        return self.year * 100 + self.month

    @property
    def center(self) -> float:
        return round(self.x + BAR_WIDTH / 2, 1)

    @property
    def label_y(self) -> float:
        return round(self.y - 5, 1)


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve bars on a ground line, with no more room above than the highest needs."""

    year: int
    bars: tuple[Bar, ...]
    ground: float

    width = YEAR_WIDTH
    bar_width = BAR_WIDTH

    @property
    def height(self) -> float:
        return round(self.ground + FOOTROOM, 1)

    @property
    def foot(self) -> float:
        """Where the months' names stand."""
        return round(self.height - 5, 1)

    @property
    def count(self) -> int:
        return sum(bar.count for bar in self.bars)

    @property
    def part(self) -> int:
        return sum(bar.part for bar in self.bars)

    @property
    def most(self) -> Bar:
        """The month with most posts."""
        return max(self.bars, key=lambda bar: bar.count)

    @property
    def is_mixed(self) -> bool:
        """Whether there are posts that do not stand out: what a bar's two colours mean has to be said."""
        return any(bar.part < bar.count for bar in self.bars)


def years(months: Mapping[int, int], part: Mapping[int, int]) -> list[Year]:
    """The years of ``months`` (``{201809: 12}``), newest first, all to one scale. ``part`` counts those that stand out."""
    top = max(months.values(), default=1)
    found = sorted({month // 100 for month in months}, reverse=True)
    return [_year(year, months, part, top) for year in found]


def _year(year: int, months: Mapping[int, int], part: Mapping[int, int], top: int) -> Year:
    numbers = range(year * 100 + 1, year * 100 + 13)
    ground = HEADROOM + max(_height(months.get(number, 0), top) for number in numbers)
    return Year(
        year, tuple(_bar(number, months.get(number, 0), part.get(number, 0), top, ground) for number in numbers), ground
    )


def _bar(number: int, count: int, part: int, top: int, ground: float) -> Bar:
    year, month = divmod(number, 100)
    height, part_height = _height(count, top), _height(part, top)
    return Bar(
        year=year,
        month=month,
        count=count,
        part=part,
        x=round((month - 1) * SLOT + (SLOT - BAR_WIDTH) / 2, 1),
        y=round(ground - height, 1),
        height=height,
        part_y=round(ground - part_height, 1),
        part_height=part_height,
    )


def _height(count: int, top: int) -> float:
    """In proportion to the highest; never so low that it cannot be seen."""
    return max(2.0, round(count / top * BARS_HEIGHT, 1)) if count else 0


def strip(months: Mapping[int, int], first: int, last: int) -> str:
    """A stroke for each of ``months`` on a strip from the month ``first`` to ``last``, as high as it has posts: a path's ``d``.

    >>> strip({201401: 1, 201412: 4}, first=201401, last=201412)
    'M1.5 24V11.7M398.5 24V0'
    """
    span = max(1, _serial(last) - _serial(first))
    top = max(months.values(), default=1)
    strokes = []
    for month, count in sorted(months.items()):
        x = TICK_WIDTH / 2 + (_serial(month) - _serial(first)) / span * (STRIP_WIDTH - TICK_WIDTH)
        y = STRIP_HEIGHT * (1 - (0.35 + 0.65 * count / top))
        strokes.append(f"M{x:.4g} {STRIP_HEIGHT}V{y:.3g}")
    return "".join(strokes)


def _serial(month: int) -> int:
    """201809 → months since the year 0."""
    return month // 100 * 12 + month % 100 - 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time a project spent at one level; ``since`` is when that is first known."""

    level: str
    since: date
    x: float
    y: int
    width: float
    height: int


def road(changes: Iterable[tuple[date, str]], first: date, last: date) -> list[Stretch]:
    """A project's levels on the years from ``first`` to ``last``. A level stated again is the same stretch; one that begins
    on the last day is seen, too.
    """
    starts: list[tuple[date, str]] = []
    for day, level in sorted(changes):
        if not starts or starts[-1][1] != level:
            starts.append((day, level))
    ends = [*(day for day, _level in starts[1:]), last][: len(starts)]
    scale = ROAD_WIDTH / max(1, (last - first).days)
    return [
        Stretch(
            level=level,
            since=since,
            x=min(round((since - first).days * scale, 1), ROAD_WIDTH - SHORTEST),
            y=ROAD_HEIGHT - LEVEL_HEIGHTS[level],
            width=max(SHORTEST, round((end - since).days * scale, 1)),
            height=LEVEL_HEIGHTS[level],
        )
        for (since, level), end in zip(starts, ends, strict=True)
    ]


def months_between(first: int, last: int) -> list[int]:
    """Every month from ``first`` to ``last``.

    >>> months_between(201811, 201902)
    [201811, 201812, 201901, 201902]
    """
    return [serial // 12 * 100 + serial % 12 + 1 for serial in range(_serial(first), _serial(last) + 1)]
