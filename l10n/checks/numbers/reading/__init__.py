"""The steps of reading what a text says in numbers; `l10n.checks.numbers.scan` walks the text with them."""
