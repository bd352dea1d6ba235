"""How often Python looks for garbage while an import runs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage seldom: records make none, and a look at every post of a large archive costs a tenth of the time.

    Stored posts that are compared do make some, so a look goes deep each time, though never into what is frozen.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(20_000, 2, 2)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
