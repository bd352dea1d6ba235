"""Feeds: rows → records → RSS 2.0, Atom or JSON Feed 1.1.

``subjects`` says what can be subscribed to and which posts that is, ``entries`` turns posts into ``records``, and one writer
per format turns those into bytes. The writers are pure.

A feed is in the language of its address, like every page. It holds the posts that can be read in that language, newest there
first: a text translated today is news today, however old its source. ``all/`` is the exception: every post once, in the
address's language where it has a text in it and as it was written where it has none.
"""
