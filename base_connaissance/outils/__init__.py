"""The editors' commands, one module each; `base_connaissance.__main__` gathers them."""
