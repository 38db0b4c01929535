"""Memory: reviewed pairs of two languages, and what of them answers a text."""
