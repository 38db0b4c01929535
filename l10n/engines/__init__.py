"""The engines: each one outside service, program or library, behind `l10n.engine.Engine`."""
