"""Maturity levels in texts: the entries of a guide to the projects, and sentences that state a level."""
