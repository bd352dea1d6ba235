"""Pages of readers without an account, kept in memory in front of Django.

A request for a kept page costs a look at the content version (one row of the database) and at a dictionary: no middleware, no
URL, no template. A page is kept only while no content has changed and no scheduled post has appeared since it was asked for, so
what a reader gets is what Django would make now, in every process of the site.

    wsgi.py         which requests and responses qualify; answers from memory
    editions.py     what the database says of the content: the pages of one edition go together
    pages.py        a page, its compressed copies, and the least recently used ones that make room
    negotiation.py  what request headers ask for; pure
    addresses.py    which part of a query makes a page another one; pure
"""

from cncfblog.page_cache.wsgi import PageCache

__all__ = ["PageCache"]
