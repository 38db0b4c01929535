"""Memory: reviewed pairs of two languages, and what of them answers a text."""

from l10n.memory.matches import Memory, Shard, build_shard, open_shard
from l10n.memory.segments import Match, Segment

__all__ = ["Match", "Memory", "Segment", "Shard", "build_shard", "open_shard"]
