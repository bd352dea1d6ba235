"""How often posts are read, told from a web server's access logs. Of who read them nothing is kept.

:mod:`lines` takes a line apart, :mod:`addresses` says which post's page it is about, :mod:`robots` who is no reader,
:mod:`tally` adds up a log, :mod:`logs` opens one; :mod:`posts.services.reads` keeps the sums.
"""
