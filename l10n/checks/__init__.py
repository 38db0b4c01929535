"""Checks: one file each, a generator of what is wrong with a translation; `base` is the contract, `run` runs them."""
