"""The board: what is translated, what is not, what has fallen behind, and who is at it."""
