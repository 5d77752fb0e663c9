"""Where rows mention entities, as SQL: the unions that names, codes and dimensions are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import duckdb

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset, DatasetGrain, EntityRef
from sales_core.catalogue.entity import Entity

#: The day of what is undated: any dated mention is later.
UNDATED = "DATE '0001-01-01'"


def mentions(catalogue: Catalogue, entity_id: str) -> Iterator[tuple[Dataset, EntityRef]]:
    """Every dataset that mentions the entity without being its master, with the columns that do."""
    master = catalogue.entity(entity_id).master
    for kind in catalogue.datasets.values():
        for ref in kind.entities:
            if catalogue.entity(ref.entity).resolved_as == entity_id and kind.id != master:
                yield kind, ref


def stated_master(catalogue: Catalogue, entity: Entity) -> str:
    """The rows of the entity's master with `stated_code` and the `kept_code` that aliases make of it."""
    definition = catalogue.dataset(entity.master)
    stated = f"coalesce(nullif({entity.code}, ''), {entity.name}, '')"
    return (
        f"(SELECT *, canonical('{entity.id}', stated_code) AS kept_code "
        f"FROM (SELECT *, {stated} AS stated_code FROM raw_{definition.id}))"
    )


def named_by_alias(catalogue: Catalogue, entity: Entity) -> Iterator[str]:
    """Statements that give names of aliases, and names of merged codes, the code that is kept."""
    names, aliases = f"m_{entity.id}_name", f"FROM m_alias WHERE entity = '{entity.id}'"
    yield f"DELETE FROM {names} WHERE name IN (SELECT alias {aliases})"
    yield f"INSERT INTO {names} SELECT alias, code {aliases}"
    yield (
        f"INSERT INTO {names} SELECT {entity.name}, min(kept_code) FROM {stated_master(catalogue, entity)} "
        f"WHERE kept_code <> stated_code AND {entity.name} <> '' AND {entity.name} NOT IN (SELECT name FROM {names}) "
        f"GROUP BY 1 HAVING count(DISTINCT kept_code) = 1"
    )


def alias_statement(catalogue: Catalogue) -> str:
    """Makes `m_alias` (entity, alias, code): what is written otherwise; an alias of an alias is followed.

    An alias whose newest row has no code was taken back.
    """
    stated = [f"SELECT * FROM raw_{kind.id}" for kind in catalogue.datasets.values() if kind.holds_aliases]
    nothing = "SELECT '' AS entity, '' AS alias, '' AS code, 0 AS upload_id, 0 AS source_row WHERE false"
    return f"""CREATE OR REPLACE TEMP TABLE m_alias AS
WITH RECURSIVE stated AS (
    SELECT entity, alias, code FROM (
        SELECT * FROM ({_union(stated, nothing)})
        QUALIFY row_number() OVER (PARTITION BY entity, alias ORDER BY upload_id DESC, source_row DESC) = 1
    ) WHERE code <> ''
), followed AS (
    SELECT entity, alias, code, 1 AS step FROM stated
    UNION ALL
    SELECT f.entity, f.alias, s.code, f.step + 1
    FROM followed f JOIN stated s ON s.entity = f.entity AND s.alias = f.code WHERE f.step < 9 AND s.code <> f.alias
)
SELECT entity, alias, arg_max(code, step) AS code FROM followed GROUP BY entity, alias"""


def define_canonical(con: duckdb.DuckDBPyConnection) -> None:
    """Defines `canonical(entity, code)`: the code that aliases make of a code. Costs nothing while there are none."""
    (has_aliases,) = con.execute("SELECT count(*) > 0 FROM m_alias").fetchall()[0]
    looked_up = "coalesce((SELECT a.code FROM m_alias a WHERE a.entity = of_entity AND a.alias = stated), stated)"
    body = looked_up if has_aliases else "stated"
    con.execute(f"CREATE OR REPLACE TEMP MACRO canonical(of_entity, stated) AS {body}")


def names_without_code(catalogue: Catalogue, entity: Entity) -> str:
    """(name) of mentions without a code."""
    return _union(
        (
            f"SELECT DISTINCT {ref.name} FROM raw_{kind.id} WHERE coalesce({ref.code}, '') = '' AND {ref.name} <> ''"
            for kind, ref in _named(catalogue, entity)
        ),
        "SELECT '' WHERE false",
    )


def codes_by_name(catalogue: Catalogue, entity: Entity) -> str:
    """(name, code) of mentions with both, of the names in `needed`."""
    return _union(
        (
            f"SELECT DISTINCT {ref.name}, canonical('{entity.id}', {ref.code}) FROM raw_{kind.id} "
            f"WHERE {ref.code} <> '' AND {ref.name} IN (FROM needed)"
            for kind, ref in _named(catalogue, entity)
        ),
        "SELECT '', '' WHERE false",
    )


def names(catalogue: Catalogue, entity: Entity) -> str:
    """(code, name, date) of mentions with both."""
    return _union(
        (
            f"SELECT {ref.code} AS code, {ref.name} AS name, "
            f"{f'max({kind.period})' if kind.period else UNDATED} AS date FROM raw_{kind.id} "
            f"WHERE {ref.code} <> '' AND {ref.name} <> '' GROUP BY ALL"
            for kind, ref in _named(catalogue, entity)
        ),
        "SELECT '' AS code, '' AS name, NULL::DATE AS date WHERE false",
    )


def codes(catalogue: Catalogue, entity: Entity) -> str:
    """(code) of resolved rows."""
    return _union(
        (
            f"SELECT DISTINCT {ref.code} AS code FROM {_resolved(catalogue, kind, (ref.code,))[0]}"
            for kind, ref in mentions(catalogue, entity.id)
        ),
        "SELECT '' AS code WHERE false",
    )


def described(catalogue: Catalogue, entity: Entity, columns: Sequence[str], whole: Collection[str]) -> str:
    """(code, date, columns) of resolved rows that state the columns; of partial columns, where not the `whole` is."""
    is_whole = set(columns) == set(whole)
    return _union(
        (
            _stated_by(catalogue, kind, ref, columns, set(columns))
            for kind, ref in mentions(catalogue, entity.id)
            if set(columns) <= set(ref.attributes) and is_whole is (set(whole) <= set(ref.attributes))
        ),
        f"SELECT code, date, {', '.join(columns)} FROM (SELECT '' AS code, NULL::DATE AS date) WHERE false",
    )


def stated_places(catalogue: Catalogue, entity: Entity) -> str:
    """(code, date, attributes) of resolved rows and masters that mention it; what a row does not state is empty."""
    ids = [one.id for one in entity.attributes]
    blank = ", ".join(f"'' AS {name}" for name in ids)
    return _union(
        (
            _stated_by(
                catalogue, kind, ref, ids, ids if kind.grain is DatasetGrain.MASTER else {*ids} & {*ref.attributes}
            )
            for kind, ref in mentions(catalogue, entity.id)
        ),
        f"SELECT '' AS code, NULL::DATE AS date, {blank} WHERE false",
    )


def _stated_by(
    catalogue: Catalogue, kind: Dataset, ref: EntityRef, columns: Iterable[str], stated: Collection[str]
) -> str:
    """(code, date, columns) of the rows of one dataset; of the columns those `stated` there, the others empty."""
    table, day = _resolved(catalogue, kind, (ref.code, *stated))
    shown = ", ".join(name if name in stated else f"'' AS {name}" for name in columns)
    return f"SELECT {ref.code} AS code, {day} AS date, {shown} FROM {table}"


def _named(catalogue: Catalogue, entity: Entity) -> Iterator[tuple[Dataset, EntityRef]]:
    """Mentions with a column for the name beside the code."""
    return ((kind, ref) for kind, ref in mentions(catalogue, entity.id) if ref.name and ref.name != ref.code)


def _union(selects: Iterable[str], nothing: str) -> str:
    return "\n    UNION ALL ".join(selects) or nothing


def _resolved(catalogue: Catalogue, kind: Dataset, columns: Iterable[str]) -> tuple[str, str]:
    """The smallest table that holds resolved rows of the dataset with these columns, and the day of a row there.

    A master's is its dimension.
    """
    if kind.definition is not None:
        return catalogue.entity(kind.definition.entity).table, UNDATED
    if rollup := kind.rollups.smallest(columns):
        return rollup.table, rollup.days[0]
    return kind.id, UNDATED if kind.period is None else "month" if kind.period == "month" else "date"
