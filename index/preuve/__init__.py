"""The answer as evidence: a receipt that can be replayed, the same question seen by two readers, the coverage map."""
