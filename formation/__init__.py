"""Training sessions: proposing one, keeping it true to the base, and everything it prints or projects.

Pure: imports `base_connaissance` only. Texts come from the base, filled for the day of the session.
"""
