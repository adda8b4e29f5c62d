"""The bank in and out: CSV and xlsx carry the seven types; GIFT (Moodle) carries five as they are.

GIFT has no ordering and no case: an *ordre* goes out as a matching of steps with ranks, a *cas* as one question per
question, each with the situation. A `// clausier` comment, that Moodle ignores, says what was what: it brings back the
whole item, but a file saved by Moodle has lost it.
"""
