"""Listing pages for tests, and an import of them."""

from pathlib import Path

PROSE = (
    "The {0} team moved its build farm onto a cluster last spring, and this is what the first months were like for all of us.",
    "Nobody had planned for the storage behind {0} to fill up twice in a week, which taught us where to look for early signs.",
    "We keep notes on {0} in the open, so anyone who runs into the same trouble can start where we stopped.",
)


def body(topic: str, paragraphs: int = 3) -> str:
    """Paragraphs that no other topic's body shares a line with."""
    return "\n\n".join(text.format(topic) for text in PROSE[:paragraphs])


def entry(title: str, text: str | None = None, meta: str = "By | Blog") -> str:
    return f"{title}\n\n{meta}\n\n{body(title) if text is None else text}\n\n"


def write(folder: Path, **pages: list[str]) -> str:
    """Write ``name=[entry, …]`` as ``name.txt`` files; the folder, as the command takes it."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, entries in pages.items():
        (folder / f"{name}.txt").write_text("".join(entries), encoding="utf-8")
    return str(folder)
