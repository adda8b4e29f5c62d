"""Rasa components, imported by Python 3.10 with `bot/` on the path. They import nothing of ours."""
