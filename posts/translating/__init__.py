"""What a translation is beside its source: cut into blocks, laid side by side, compared, checked. Pure.

A Markdown text is cut into blocks (:mod:`.blocks`), those of source and target are laid beside each other (:mod:`.alignment`),
what changed since it was translated is told (:mod:`.stale`), and what may be wrong with it (:mod:`.checks`).
"""
