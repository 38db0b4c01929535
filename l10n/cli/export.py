"""`l10n export`."""

from __future__ import annotations

import click

from l10n.cli.options import Shared, articles_argument, shared_options


@click.command("export")
@articles_argument
@click.option("--preview", is_flag=True, help="Write everything to preview/, drafts and gaps marked; no gate.")
@click.option("--strict", is_flag=True, help="Let warnings hold a page too, and end with 3 for every page held.")
@shared_options
@click.pass_context
def command(ctx: click.Context, shared: Shared, articles: tuple[str, ...], preview: bool, strict: bool) -> None:
    """Put reviewed translations back into the pages.

    A page is published when every unit is reviewed and no error of a check stands; otherwise it is held, with the
    reasons, and an older page of it is withdrawn from the output folder. Held because it is unfinished: exit code
    0; held by an error: 3. `-l` with the source locale gives the source's own bytes.
    """
    from l10n.cli.output import Failures
    from l10n.cli.verdicts import exit_code, exported_json, print_exported, print_refused
    from l10n.locales import Locale
    from l10n.workflow.export import Refused, copy_assets, export_pages, preview_pages
    from l10n.workflow.reading import Reader

    output, project = shared.output, shared.judging_project()
    source = project.config.source_locale
    wanted = [Locale.parse(tag) for tag in shared.locale_tags]
    locales = [*project.select_locales(tag for tag in wanted if tag != source)] if set(wanted) != {source} else []
    locales += [source] if source in wanted else []
    reader = Reader(project)
    pages = [(article, locale) for article in project.select_articles(articles) for locale in locales]
    results, failures = [], Failures()
    withdrawn: list[str] = []
    with shared.lock(project):
        if preview:
            written = preview_pages(reader, pages, dry_run=shared.dry_run)
        else:
            written = export_pages(reader, pages, strict=strict, dry_run=shared.dry_run)
        for page in output.progress(written, "Exporting", total=len(pages)):
            if isinstance(page, Refused):
                print_refused(output, page, failures)
                withdrawn += [page.withdrawn] if page.withdrawn else []
                continue
            results.append(page)
            print_exported(output, page, dry_run=shared.dry_run)
        if not preview:
            reader.memo.save()
            for locale in locales:
                copy_assets(project, locale, project.config.paths.output)
    output.json({"pages": [exported_json(page) for page in results], "withdrawn": withdrawn})
    ctx.exit(failures.exit_code or exit_code(results, strict=strict))
