"""Advice that explains itself: pure trade logic on top of the base. No web, no I/O: a dated law in, a result out."""
