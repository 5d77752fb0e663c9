"""How loaded rows of a dataset become resolved rows: SQL generated from its declaration.

A step makes three temporary views, each read by the next, and then the table:
`line` (raw rows: codes for names, what is stated of the place as `own_*`, the rate of the currency), `placed` (made by
`place.sql`: rep, branch, region and country filled in; only for datasets that state a rep and a region), and the select
of `sql/<dataset>.sql` where columns are computed, else of all columns.
"""

from __future__ import annotations

from pathlib import Path

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetColumn, DatasetGrain, EntityRef, ValueKind
from sales_core.warehouse.rates import is_converted

SQL = Path(__file__).parent / "sql"
_LINEAGE = ("upload_id", "sheet", "source_row", "source_col")
_PLACE = ("country", "region", "branch", "rep")
_WORDS = frozenset({ValueKind.CODE, ValueKind.NAME, ValueKind.TEXT})
#: Session variables of a build; see `build.resolve`. The two bounds let whole row groups be passed over.
_TOUCHED = """getvariable('all_months') OR (r.{0} >= getvariable('first_month')
    AND r.{0} < getvariable('last_month') + INTERVAL 1 MONTH
    AND date_trunc('month', r.{0}) IN (SELECT month FROM touched))"""


def statements(catalogue: Catalogue, kind: Dataset) -> tuple[str, ...]:
    """What makes the dataset's resolved rows; the last is a SELECT, for the caller to store."""
    place = (SQL / "place.sql").read_text(encoding="utf-8") if _has_rep_place(kind) else _home(kind)
    document = (_documents(catalogue.dataset(kind.completed_by)),) if kind.completed_by else ()
    return (*document, _line(catalogue, kind), place, _final(kind))


def causing_datasets(kind: Dataset) -> frozenset[str]:
    """The datasets whose loading means that this one has to be resolved again."""
    return frozenset({kind.id, kind.completed_by} - {""})


def is_resolved(kind: Dataset) -> bool:
    """Whether the dataset has a table of resolved rows: all but masters, which become dimensions."""
    return kind.grain is not DatasetGrain.MASTER


def _final(kind: Dataset) -> str:
    computed = SQL / f"{kind.id}.sql"
    if computed.is_file():
        return computed.read_text(encoding="utf-8").strip().removesuffix(";")
    day = ("date", "month") if kind.period and kind.period != "month" else ("month",) if kind.period else ()
    places = [name for name in _PLACE if name in kind.column_ids and name not in _codes(kind)]
    listed = [*day, *_codes(kind), *places]
    skipped = {*listed, *_names(kind), kind.period, "exchange_rate"}
    listed += [_value(kind, column) for column in kind.columns if column.id not in skipped]
    latest = ""
    if kind.grain is DatasetGrain.REFERENCE and kind.unique and set(kind.partition) == set(kind.primary_key):
        keys = ", ".join(kind.primary_key)
        latest = f" QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY upload_id DESC, source_row DESC) = 1"
    # Rows that are kept by month are put in order where they are added.
    sorted_by = [*day[:1], *(_codes(kind) if day else kind.primary_key)]
    order = "" if kind.is_resolved_by_month else f" ORDER BY {', '.join(sorted_by)}"
    return f"SELECT {', '.join([*listed, *_LINEAGE])} FROM placed{latest}{order}"


def unstated_value(kind: Dataset, column: DatasetColumn) -> str:
    """The SQL of what a resolved row holds in the column where no loaded row states it."""
    if column.kind in _WORDS:
        return f"'{dict(kind.defaults).get(column.id, '')}'"
    return "0" if column.role in {ColumnRole.AMOUNT, ColumnRole.QUANTITY} else "NULL"


def _value(kind: Dataset, column: DatasetColumn) -> str:
    value = unstated_value(kind, column)
    return column.id if value == "NULL" else f"coalesce({column.id}, {value}) AS {column.id}"


def _line(catalogue: Catalogue, kind: Dataset) -> str:
    joins, shown = [], []
    if kind.period:
        shown.append(f"r.{kind.period} AS date, CAST(date_trunc('month', r.{kind.period}) AS DATE) AS month")
    for ref in kind.entities:
        entity = catalogue.entity(ref.entity).resolved_as
        known = catalogue.entity(entity).master and ref.name
        if known:
            joins.append(f"LEFT JOIN m_{entity}_name n_{ref.code} ON n_{ref.code}.name = r.{ref.name}")
        shown.append(_code(kind, ref, entity, is_known=bool(known)))
    if _has_rep_place(kind):
        shown += [_own(kind, name) for name in ("region", "country")]
    if kind.completed_by:
        joins.append(f"LEFT JOIN m_document d ON d.document = r.{_document(catalogue.dataset(kind.completed_by))}")
    shown += _currency(kind, joins)
    done = {*_codes(kind), *_names(kind), kind.period, "currency", "exchange_rate"}
    done |= {"region", "country"} if _has_rep_place(kind) else set()
    shown += [
        f"nullif(r.{column.id}, '') AS {column.id}" if column.kind in _WORDS else f"r.{column.id}"
        for column in kind.columns
        if column.id not in done
    ]
    where = f" WHERE {_TOUCHED.format(kind.period)}" if kind.is_resolved_by_month else ""
    lineage = [f"r.{name}" for name in _LINEAGE]
    view = "line" if _has_rep_place(kind) else "line_only"
    listed = ",\n    ".join([*shown, *lineage])
    return f"CREATE OR REPLACE TEMP VIEW {view} AS\nSELECT {listed}\nFROM raw_{kind.id} r\n" + "\n".join(joins) + where


def _code(kind: Dataset, ref: EntityRef, entity: str, *, is_known: bool) -> str:
    """The code of a mention: stated, else what the name means, else the name, else the document's."""
    stated = f"nullif(r.{ref.code}, '')"
    if ref.name == ref.code:
        parts = [f"n_{ref.code}.code", stated] if is_known else [stated]
    else:
        parts = [
            stated,
            *([f"n_{ref.code}.code"] if is_known else []),
            *([f"nullif(r.{ref.name}, '')"] if ref.name else []),
        ]
    is_own = _has_rep_place(kind) and ref.code in {"rep", "branch"}
    if kind.completed_by and ref.code == "branch":
        parts.append("CASE WHEN agrees(nullif(r.region, ''), d.region) THEN nullif(d.branch, '') END")
    elif kind.completed_by:
        parts.append(f"nullif(d.{ref.code}, '')")
    if is_own and not (kind.keeps_stated_rep and ref.code == "rep"):
        return f"canonical('{entity}', coalesce({', '.join(parts)})) AS own_{ref.code}"
    return f"canonical('{entity}', coalesce({', '.join(parts)}, '')) AS {'own_' if is_own else ''}{ref.code}"


def _own(kind: Dataset, name: str) -> str:
    stated = f"nullif(r.{name}, '')"
    if not kind.completed_by:
        return f"{stated} AS own_{name}"
    sure = (
        "agrees(coalesce(n_branch.code, nullif(r.branch, '')), d.branch)"
        if name == "region"
        else "agrees(nullif(r.region, ''), d.region)"
    )
    return f"coalesce({stated}, CASE WHEN {sure} THEN nullif(d.{name}, '') END) AS own_{name}"


def _currency(kind: Dataset, joins: list[str]) -> list[str]:
    if "currency" not in kind.column_ids:
        return []
    stated = "coalesce(nullif(r.currency, ''), getvariable('currency')) AS currency"
    if not is_converted(kind):
        return [stated]
    joins.append(f"LEFT JOIN m_day_rate k ON k.currency = r.currency AND k.date = r.{kind.period}")
    rate = (
        "CASE WHEN coalesce(r.currency, '') IN ('', getvariable('currency')) THEN 1 "
        "ELSE coalesce(r.exchange_rate, k.rate) END AS rate"
    )
    return [stated, rate]


def _home(kind: Dataset) -> str:
    """Region and country of the branch where the row states none, for datasets without a rep."""
    place = [name for name in ("region", "country") if name in kind.column_ids]
    if "branch" not in kind.column_ids or not place:
        return "CREATE OR REPLACE TEMP VIEW placed AS SELECT * FROM line_only"
    shown = ", ".join(f"coalesce(l.{name}, h.{name}, '') AS {name}" for name in place)
    return (
        f"CREATE OR REPLACE TEMP VIEW placed AS SELECT l.* EXCLUDE ({', '.join(place)}), {shown} "
        "FROM line_only l LEFT JOIN m_branch_home h ON h.branch = l.branch"
    )


def _documents(kind: Dataset) -> str:
    """The customer and place of each document that names one customer."""
    held = ", ".join(f"min({name}) AS {name}" for name in ("customer", *_PLACE))
    document = _document(kind)
    return (
        f"CREATE OR REPLACE TEMP TABLE m_document AS SELECT {document} AS document, {held} FROM {kind.id} "
        f"GROUP BY {document} HAVING count(DISTINCT customer) = 1"
    )


def _document(kind: Dataset) -> str:
    (column,) = kind.document_key
    return column


def _has_rep_place(kind: Dataset) -> bool:
    return {"rep", "region", "branch", "country"} <= set(kind.column_ids) and "customer" in _codes(kind)


def _codes(kind: Dataset) -> list[str]:
    return [ref.code for ref in kind.entities]


def _names(kind: Dataset) -> set[str]:
    return {ref.name for ref in kind.entities if ref.name and ref.name != ref.code}
