"""Is the archive whole? What is missing, cut, repeated or out of order, asked of pages or of what the database keeps of them.

Both become ``records.Sheet``s: pages in :mod:`posts.importer.audit`, rows in ``stored``. ``checks`` finds what is wrong, with
``numbers`` (which page of the listing a file is) and ``texts`` (whether copies agree, whether a text breaks off). ``wording``
says it to people. All but ``stored`` and ``wording`` is pure.
"""
