"""Raw text → posts. Only the commands and ``posts.desk.imports`` start an import; nothing else knows this package.

``run`` holds it together. ``readers`` turn files into pages, or take the drafts of our own export. ``survey``, the first pass,
cuts each page into entries (``stages.split``), remembers a little of every entry, and with what the database holds
(``store.known``) tells which are one post, where each will live and, by ``timeline``, when each appeared. The second pass looks
only at entries that are new or changed: ``pipeline`` sends one through its ``stages`` to become a draft, ``prepare`` renders
and analyses it, and ``loader``, the only writer, puts a batch of posts with all that belongs to them into the database in one
transaction. In ``store``, ``registry`` finds or makes what posts share, ``compare`` tells what people changed from what the
archive did, ``bulk`` writes many rows at once, ``maturity`` follows projects through their levels; ``report`` tells what was
done. What flows between them is in ``records``: frozen, every field documented.
"""
