"""Where the system's Chromium is, and how it is started for tests."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = "Chromium is missing (on Debian and Ubuntu: apt install chromium fonts-noto-cjk)"
# Run by root in a container, without a graphics card, and talking to nobody but the site.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """The path of the first browser found, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)
