"""Posts and what belongs to one: credits, former addresses, the states of its texts, its history, the bin."""
