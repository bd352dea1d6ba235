"""The first pass: what posts the archive holds, by which address and date, before any text is looked at closely.

Every page is read and cut into entries; of an entry only a :class:`records.Sighting` stays in memory. Sightings that are one
post are brought together, with each other and with what the database holds. So when the second pass makes drafts, every title a
line may link to has its address, every page its place in the one order, and an unchanged entry needs no second look.
"""
