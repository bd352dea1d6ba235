"""Who calls a command, and how, as far as the machine knows."""

import getpass
import shlex
import socket

from posts.management.database import DatabaseCommand


def account_and_machine() -> str:
    """As in ``ada@builder-1``."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):  # a container's user that has no name
        account = "?"
    return f"{account}@{socket.gethostname()}"[:200]


class RecordedCommand(DatabaseCommand):
    """One that leaves a run, which says how it was called."""

    called = ""  # the whole command line, where there is one

    def run_from_argv(self, argv):
        self.called = shlex.join(argv)
        super().run_from_argv(argv)
