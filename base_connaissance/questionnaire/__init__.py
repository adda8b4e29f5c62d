"""The question bank: items bound to fiches, whether they may be played today, how they are shown and marked.

The items themselves are data, in `base_connaissance/quiz/<theme>.yml`.
"""
