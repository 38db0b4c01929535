"""One unit on its way down the ladder of repair."""

from __future__ import annotations

from dataclasses import dataclass, field

from l10n.drafting.job import Draft, Failure, Job
from l10n.drafting.verify import Flaw


@dataclass(slots=True)
class Case:
    """What is known about a unit so far; it changes from rung to rung."""

    job: Job
    best: Draft | None = None
    flaws: tuple[Flaw, ...] = ()
    """Those of the best draft, or of the last answer where none passed."""
    rejected: str = ""
    """The last answer that could be read but did not pass."""
    unanswered: str = ""
    """Why the engine gave no answer at all."""
    forms: set[str] = field(default_factory=set)
    """The names of the forms it was asked in."""

    @property
    def is_settled(self) -> bool:
        if self.unanswered:
            return True
        return self.best is not None and not any(flaw.again for flaw in self.flaws)

    @property
    def result(self) -> Draft | Failure:
        if self.best is not None:
            return self.best
        if self.unanswered:
            return Failure("no match" if self.unanswered == "no match" else "no answer", self.unanswered)
        fatal = next((flaw for flaw in self.flaws if flaw.fatal), None)
        return Failure("rejected", fatal.message if fatal else "The unit cannot be put to this engine safely.")
