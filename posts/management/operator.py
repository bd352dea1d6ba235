"""Who calls a command, as far as the machine knows."""

import getpass
import socket


def account_and_machine() -> str:
    """As in ``ada@builder-1``."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):  # a container's user that has no name
        account = "?"
    return f"{account}@{socket.gethostname()}"[:200]
