"""The curated base: fiches, dated parameters, sources, glossary, and the rules that keep them true.

Lowest layer of the project: it imports nothing of ours.
"""
