"""From the base to a ranked, decided, composed answer. Imports `base_connaissance` and `settings` only."""
