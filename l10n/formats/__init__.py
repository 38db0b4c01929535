"""Source formats: each turns the bytes of an article into units and writes it back with translations in their place."""
