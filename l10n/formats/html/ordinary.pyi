from collections.abc import Mapping

from l10n.formats.html.steps import Steps
from l10n.formats.html.tags import Tag
from l10n.formats.html.token import Raw

def take_tags(text: str, start: int, known: Mapping[str, Tag], raw: list[Raw]) -> int: ...
def take_blocks(walk: Steps, raw: list[Raw], position: int, end: int) -> int: ...
