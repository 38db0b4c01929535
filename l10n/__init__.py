"""Localize HTML articles: units to PO, terms and checks, drafts, and back to HTML byte for byte."""

__version__ = "0.1.0"
