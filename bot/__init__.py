"""The conversation: a Rasa project (run by Python 3.10) and its actions (run by Python 3.11).

`config.yml`, `domain/`, `data/`, `tests/`, `endpoints.yml` and `credentials.yml` are Rasa's; `composants/` is imported
by Rasa and imports nothing of ours; everything else runs in the modern environment.
"""
