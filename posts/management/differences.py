"""What changes in a post, for a terminal: short values on one line, texts as a unified diff of the lines that differ. Pure."""

from collections.abc import Iterator
from typing import Any

from posts.changes import Change
from posts.management.printable import printable
from posts.narrowing import columns, narrow

INDENT = "    "
TAB = " " * 4
MOST_LINES = 40  # of one field's comparison


def shown(change: Change, width: int) -> Iterator[str]:
    """The lines for ``change``, none wider than ``width`` columns.

    >>> list(shown(Change("series", "", "user-profile"), 80))
    ['    series: — → user-profile']
    >>> list(shown(Change("title_en", "The cluster runs on three nodes", "The cluster runs on four nodes"), 40))
    ['    title_en:', '      @@ -1 +1 @@', '      -The cluster runs on three nodes', '      +The cluster runs on four nodes']
    """
    line = f"{INDENT}{change.field}: {_in_line(change.before)} → {_in_line(change.after)}"
    if not change.is_long and columns(line) <= width:
        yield line
        return
    yield f"{INDENT}{change.field}:"
    lines = (printable(line).replace("\t", TAB) for line in change.unified())
    for number, line in enumerate(narrow(lines, width - len(INDENT) - 2)):
        if number == MOST_LINES:
            yield f"{INDENT}  …"
            return
        yield f"{INDENT}  {line}".rstrip()


def _in_line(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = ", ".join(" · ".join(filter(None, item)) if isinstance(item, list) else str(item) for item in value if item)
    return printable(str(value)).replace("\t", TAB) if value else "—"
