"""Pictures and files that imported posts show from elsewhere: fetched when asked, kept by what they hold, shown from here.

``addresses`` finds them in a text and puts others in their place, ``fetching`` gets one from the network, ``library`` knows
which are here already.
"""
