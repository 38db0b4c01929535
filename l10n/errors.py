"""Errors that are shown to the user: what is wrong, where, and what to do."""

from __future__ import annotations


class L10nError(Exception):
    """Something the user can mend; the command line prints it without a traceback.

    `where` is a place a person can go to (`file`, `file:line`); `hint` says what to do there.
    """

    exit_code = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.message}{advice}"


class UsageError(L10nError):
    """The command line or the configuration asks for something that does not exist."""

    exit_code = 2
