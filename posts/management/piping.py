"""Output into a pipe whose reader may have seen enough: ``| head``."""

import os
from typing import TextIO


class Piped:
    """Writes to ``stream`` until its reader goes away, and to nowhere from then on: who reads along decides no import."""

    def __init__(self, stream: TextIO):
        self.stream = stream

    def write(self, text: str) -> None:
        try:
            self.stream.write(text)
        except BrokenPipeError:
            self.let_go()

    def flush(self) -> None:
        try:
            self.stream.flush()
        except BrokenPipeError:
            self.let_go()

    def isatty(self) -> bool:
        return self.stream.isatty()

    def let_go(self) -> None:
        """What is still in the buffer has to go somewhere, or Python complains when it closes the pipe."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.stream.fileno())
