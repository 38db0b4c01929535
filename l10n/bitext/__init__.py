"""Bitext: a page and its existing translation side by side."""

from l10n.bitext.align import Bitext, UnitPair, align_pages

__all__ = ["Bitext", "UnitPair", "align_pages"]
