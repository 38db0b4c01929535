"""How verdicts of the gate and exported pages are shown, in text and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10n.model import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10n.cli.output import Output
    from l10n.errors import L10nError
    from l10n.workflow.export import Exported, Refused
    from l10n.workflow.gate import Verdict


def verdict_json(verdict: Verdict) -> dict[str, object]:
    """One article in one locale: units by state, published or held, and why."""
    return {
        "article": verdict.article,
        "locale": verdict.locale,
        "units": {state.value: count for state, count in verdict.counts.items()},
        "published": verdict.is_open,
        "page": page_word(verdict),
        "held": list(verdict.reasons),
        "errors": verdict.errors,
        "warnings": verdict.warnings,
    }


def verdict_row(verdict: Verdict) -> list[str]:
    """One row of the status table."""
    total = sum(count for state, count in verdict.counts.items() if state is not State.OBSOLETE)
    reviewed = verdict.counts[State.REVIEWED]
    share = f"{100 * reviewed // total} %" if total else "-"
    return [
        verdict.article,
        verdict.locale,
        *(str(verdict.counts[state]) for state in State),
        share,
        page_word(verdict),
    ]


def page_word(verdict: Verdict) -> str:
    """`published`, `ready` where the gate is open but the page was not written yet, or `held`."""
    return "held" if not verdict.is_open else "published" if verdict.is_written else "ready"


STATUS_HEADINGS = ("article", "locale", *(state.value for state in State), "done", "page")


def exported_json(exported: Exported) -> dict[str, object]:
    """One page: where it is, what became of it, and the gate's verdict."""
    document: dict[str, object] = {
        "article": exported.article,
        "locale": exported.locale,
        "path": exported.path,
        "outcome": exported.outcome.value,
    }
    if exported.verdict is not None:
        document |= verdict_json(exported.verdict)
    return document


def print_exported(output: Output, exported: Exported, *, dry_run: bool) -> None:
    """Print one page's line, with the reasons under a page that is held."""
    would = "would be " if dry_run and exported.outcome.value in ("published", "written", "withdrawn") else ""
    output.result(f"{exported.path}: {would}{exported.outcome.value}")
    if exported.verdict is not None:
        for reason in exported.verdict.reasons:
            output.result(f"  {reason}")


def print_refused(output: Output, refused: Refused, failed: Callable[[L10nError], None]) -> None:
    """Print why a page could not be judged or written, and the line of the one that stood there before."""
    failed(refused.error)
    if refused.withdrawn:
        output.result(withdrawn_line(refused.withdrawn))


def withdrawn_line(path: str) -> str:
    """The line of a page that was withdrawn because it could not be made again."""
    return f"{path}: withdrawn (it cannot be judged as it stands)"


def exit_code(exported: list[Exported], *, strict: bool) -> int:
    """3 where a page is held by an error of a check, or (strict) for any reason; otherwise 0."""
    held = [page.verdict for page in exported if page.verdict is not None and not page.verdict.is_open]
    return 3 if any(strict or verdict.has_errors for verdict in held) else 0
