"""`l10n engines`."""

from __future__ import annotations

import os

import click

from l10n.cli.options import Shared, shared_options


@click.command("engines")
@shared_options
def command(shared: Shared) -> None:
    """List the engines that draft, which can be used here, and why another cannot.

    Nothing is sent anywhere. Choose one with `l10n draft --engine NAME` or in the table [tool.l10n.draft].
    """
    from l10n.errors import L10nError
    from l10n.workflow.engines import engines

    output = shared.output
    try:
        project = shared.project()
    except L10nError:
        if shared.config is not None:
            raise
        project = None
    found = engines(project, os.environ)
    rows = [
        (
            item.name + (" *" if item.is_default else ""),
            _NETWORK.get(item.network, ""),
            item.problem
            or (
                f"yes: {' '.join(item.locales)}"
                if item.locales
                else "yes"
                if project is None
                else "for none of the locales"
            ),
        )
        for item in found
    ]
    output.table(("engine", "texts go to", "can be used"), rows)
    output.result("* the project's default")
    output.json(
        {
            "engines": [
                {
                    "name": item.name,
                    "package": item.package,
                    "default": item.is_default,
                    "available": not item.problem,
                    "problem": item.problem,
                    "network": item.network,
                    "destination": item.destination,
                    "locales": list(item.locales),
                }
                for item in found
            ]
        }
    )


_NETWORK = {"none": "nowhere", "local": "this machine", "remote": "a service"}
