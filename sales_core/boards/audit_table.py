"""The audit trail as a table: the page shows its newest lines, a file holds all."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.access.audit_trail import AuditLine
from sales_core.boards.blocks import Column, Table
from sales_core.i18n import Locale, t

AUDIT_COLUMNS = ("at", "who", "act", "address", "what")


def audit_table(lines: Sequence[AuditLine], locale: Locale) -> Table:
    """One row an act, in the order given; times in UTC to the second."""
    columns = tuple(Column(name, t(f"audit.{name}", locale)) for name in AUDIT_COLUMNS)
    rows = (
        {
            "at": f"{line.at:%Y-%m-%d %H:%M:%S}",
            "who": line.who or t("audit.nobody", locale),
            "act": line.act.in_(locale),
            "address": line.address,
            "what": line.what,
        }
        for line in lines
    )
    return Table.of("", columns, rows, file="audit")
