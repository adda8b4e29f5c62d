"""Set-up and start-up of Clausier, called by the Makefile.

Layer: outside the product. The bootstrap modules (all that `tools.serve` and `tools.prepare` import) use the
standard library only and run on any Python from 3.9, because nothing is installed yet when they start.
"""
