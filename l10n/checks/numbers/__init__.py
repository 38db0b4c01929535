"""Numbers, doses, units, dates and identifiers: what a text says in numbers, and whether a translation says the same."""
