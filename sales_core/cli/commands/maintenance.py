"""`check`, `backup` and `mappings`: keeping the company's data well."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sales_core.appdb.records import Remembered
from sales_core.cli.arguments import pairs
from sales_core.cli.console import locale, say, table, word
from sales_core.cli.json_text import dumps
from sales_core.cli.main import workspace
from sales_core.kernel.errors import UnhealthyError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Text


def check(arguments: Namespace) -> int:
    """Compares the store with the ledger; 0 when they agree, 5 with the findings when not."""
    opened = workspace()
    findings = opened.uploads.check()
    texts = [finding.text.in_(locale()) for finding in findings]
    if arguments.json:
        print(dumps({"healthy": not texts, "findings": texts}))
    elif texts:
        print("\n".join(texts))
    else:
        say("cli.check.healthy", version=opened.appdb.current_version())
    return UnhealthyError.exit_code if texts else 0


def backup(arguments: Namespace) -> int:
    """Copies application database, versions, originals and typed rows to a dated folder, then checks the copy."""
    from sales_core.catalogue.catalogue import product
    from sales_core.loading.backup import make_backup

    opened = workspace()
    say("cli.backup.done", folder=make_backup(opened.settings, opened.appdb, product(), Path(arguments.folder)))
    return 0


def mappings(arguments: Namespace) -> int:
    """Lists, corrects or deletes what was remembered about headers."""
    uploads = workspace().uploads
    known = uploads.mappings(LOCAL_ADMIN)
    if arguments.action == "delete":
        chosen = _chosen(known, arguments.signature)
        uploads.forget_mapping(chosen.signature, LOCAL_ADMIN)
        say("cli.mappings.deleted", label=chosen.label)
    elif arguments.action == "set":
        chosen, changes = _chosen(known, arguments.signature), dict(pairs(arguments.map, "--map"))
        if not changes:
            raise UsageError(Text("error.mapping_correction_missing"))
        uploads.correct_mapping(chosen.signature, changes, LOCAL_ADMIN)
        say("cli.mappings.corrected", label=chosen.label, count=len(changes))
    elif arguments.json:
        print(dumps([_mapping(m) for m in known]))
    else:
        header = [word(f"cli.column.{name}") for name in ("signature", "file", "dataset", "columns")]
        rows = [[m.signature[:12], m.label, m.dataset, str(len(m.mapping))] for m in known]
        print(table(header, rows))
    return 0


def _chosen(known: Sequence[Remembered], start: str | None) -> Remembered:
    found = [one for one in known if start and one.signature.startswith(start)]
    if len(found) != 1:
        raise UsageError(Text("error.mapping_signature"))
    return found[0]


def _mapping(remembered: object) -> dict[str, object]:
    names = ("signature", "label", "dataset", "mapping", "answers", "updated", "by")
    return {name: getattr(remembered, name) for name in names}
