"""An entry that is gone from its page keeps its row, at a position from ``PARKED`` on: no other row stands there. Pure."""

PARKED = 1_000_000
