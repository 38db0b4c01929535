"""Identifiers (B12, PHQ-9, telephone numbers) must stay, in whatever script or spacing."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.numbers.comparing import MOST
from l10n.checks.numbers.comparing.difference import Difference
from l10n.checks.numbers.model import Identifier, Numbers, Quantity


def compare_identifiers(
    source: Numbers, target: Numbers, wanted: list[Quantity], found: list[Quantity]
) -> Iterator[Difference]:
    """Identifiers must be there, however often; removes the numbers that turn out to belong to one (`B 12`)."""
    want = {(one.letters, one.digits): one for one in source.identifiers}
    have = {(one.letters, one.digits): one for one in target.identifiers}
    lost = [one for key, one in want.items() if key not in have][:MOST]
    added = [one for key, one in have.items() if key not in want][:MOST]
    lost = [one for one in lost if not _take_spelled(one, found) and not _take_transliterated(one, added)]
    added = [one for one in added if not _take_spelled(one, wanted)]
    for index, one in enumerate(lost):
        yield Difference("identifier", one.text, added[index].text if index < len(added) else "")
    for one in added[len(lost) :]:
        yield Difference("identifier", "", one.text)


def _take_spelled(identifier: Identifier, numbers: list[Quantity]) -> bool:
    """True where the other text writes it apart: `B 12`, `omega 3`; takes that number out of `numbers`."""
    is_found = False
    for number in list(numbers):
        if str(number.value) != identifier.digits or number.unit:
            continue
        if number.before == identifier.letters or (not is_found and len(identifier.letters) > 1):
            numbers.remove(number)
            is_found = True
            if number.before != identifier.letters:
                break
    return is_found


def _take_transliterated(identifier: Identifier, added: list[Identifier]) -> bool:
    """True where the other text has the same digits after letters of another script; takes it out of `added`."""
    for other in added:
        is_same = other.digits == identifier.digits and other.letters.isascii() != identifier.letters.isascii()
        if is_same or _is_same_phone(identifier, other):
            added.remove(other)
            return True
    return False


def _is_same_phone(one: Identifier, other: Identifier) -> bool:
    if one.letters != "phone" or other.letters != "phone":
        return False
    return one.digits.endswith(other.digits) or other.digits.endswith(one.digits)
