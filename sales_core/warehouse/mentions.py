"""Where rows mention entities, as SQL: the unions that names, codes and dimensions are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import duckdb

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset, DatasetGrain, EntityRef
from sales_core.warehouse.rates import day_rates
from sales_core.warehouse.sales import smallest_table

_PLACE = re.compile(r"@(\w+)(?::(\w+))?(?::([\w,]+))?@")
#: The day of what is undated: any dated mention is later.
_UNDATED = "DATE '0001-01-01'"


def filled_template(template: str, catalogue: Catalogue) -> str:
    """A statement with its places filled from the declarations.

    `@master:ENTITY@` the rows of its master with `stated_code` and the `kept_code` that aliases make of it;
    `@named_by_alias:ENTITY@` statements that give names of aliases their codes; `@alias_rows@` the raw aliases;
    `@needed:ENTITY@` (name) of mentions without a code; `@codes_by_name:ENTITY@` (name, code) of mentions with both,
    of the names in `needed`; `@codes:ENTITY@` (code) of resolved rows; `@names:ENTITY@` (code, name, date);
    `@described:ENTITY:COLUMNS@` (code, date, columns) of resolved rows that state all the columns,
    `@partly_described:…@` of those that state the first column, but not all; `@places:ENTITY@` (code, country, region,
    date); `@day_rates@` (currency, date, rate) of amounts that are converted.
    """

    def fill(place: re.Match[str]) -> str:
        what, entity_id, columns = place.group(1), place.group(2) or "", tuple((place.group(3) or "").split(","))
        if what == "master":
            return _master(catalogue, entity_id)
        if what == "named_by_alias":
            return _named_by_alias(catalogue, entity_id)
        if what == "alias_rows":
            return alias_table(catalogue)
        if what == "day_rates":
            return day_rates(catalogue, "getvariable('currency')")
        return _union(_SELECTS[what](catalogue, entity_id, columns), _EMPTY[what].format(", ".join(columns)))

    return _PLACE.sub(fill, template)


def mentions(catalogue: Catalogue, entity_id: str) -> Iterator[tuple[Dataset, EntityRef]]:
    """Every dataset that mentions the entity without being its master, with the columns that do."""
    master = catalogue.entity(entity_id).master
    for kind in catalogue.datasets.values():
        for ref in kind.entities:
            if catalogue.entity(ref.entity).resolved_as == entity_id and kind.id != master:
                yield kind, ref


def _master(catalogue: Catalogue, entity_id: str) -> str:
    entity = catalogue.entity(entity_id)
    stated = f"coalesce(nullif({entity.code}, ''), {entity.name}, '')"
    return (
        f"(SELECT *, canonical('{entity_id}', stated_code) AS kept_code "
        f"FROM (SELECT *, {stated} AS stated_code FROM raw_{entity.master}))"
    )


def _named_by_alias(catalogue: Catalogue, entity_id: str) -> str:
    entity, names = catalogue.entity(entity_id), f"m_{entity_id}_name"
    aliases = f"FROM m_alias WHERE entity = '{entity_id}'"
    return (
        f"DELETE FROM {names} WHERE name IN (SELECT alias {aliases});\n"
        f"INSERT INTO {names} SELECT alias, code {aliases};\n"
        f"INSERT INTO {names} SELECT {entity.name}, min(kept_code) FROM {_master(catalogue, entity_id)} "
        f"WHERE kept_code <> stated_code AND {entity.name} <> '' AND {entity.name} NOT IN (SELECT name FROM {names}) "
        f"GROUP BY 1 HAVING count(DISTINCT kept_code) = 1"
    )


def alias_table(catalogue: Catalogue) -> str:
    """The raw table of the dataset that holds aliases."""
    return next(f"raw_{kind.id}" for kind in catalogue.datasets.values() if kind.holds_aliases)


def define_canonical(con: duckdb.DuckDBPyConnection) -> None:
    """Defines `canonical(entity, code)`: the code that aliases make of a code. Costs nothing while there are none."""
    (has_aliases,) = con.execute("SELECT count(*) > 0 FROM m_alias").fetchall()[0]
    looked_up = "coalesce((SELECT a.code FROM m_alias a WHERE a.entity = of_entity AND a.alias = stated), stated)"
    body = looked_up if has_aliases else "stated"
    con.execute(f"CREATE OR REPLACE TEMP MACRO canonical(of_entity, stated) AS {body}")


def _union(selects: Iterable[str], nothing: str) -> str:
    return "\n    UNION ALL ".join(selects) or nothing


def _needed(catalogue: Catalogue, entity_id: str, _: tuple[str, ...]) -> Iterator[str]:
    for kind, ref in mentions(catalogue, entity_id):
        if ref.name and ref.name != ref.code:
            where = f"coalesce({ref.code}, '') = '' AND {ref.name} <> ''"
            yield f"SELECT DISTINCT {ref.name} FROM raw_{kind.id} WHERE {where}"


def _codes_by_name(catalogue: Catalogue, entity_id: str, _: tuple[str, ...]) -> Iterator[str]:
    for kind, ref in mentions(catalogue, entity_id):
        if ref.name and ref.name != ref.code:
            yield (
                f"SELECT DISTINCT {ref.name}, canonical('{entity_id}', {ref.code}) FROM raw_{kind.id} "
                f"WHERE {ref.code} <> '' AND {ref.name} IN (FROM needed)"
            )


def _names(catalogue: Catalogue, entity_id: str, _: tuple[str, ...]) -> Iterator[str]:
    for kind, ref in mentions(catalogue, entity_id):
        if ref.name and ref.name != ref.code:
            day = f'max("{kind.period}")' if kind.period else _UNDATED
            yield (
                f"SELECT {ref.code} AS code, {ref.name} AS name, {day} AS date FROM raw_{kind.id} "
                f"WHERE {ref.code} <> '' AND {ref.name} <> '' GROUP BY ALL"
            )


def _codes(catalogue: Catalogue, entity_id: str, _: tuple[str, ...]) -> Iterator[str]:
    for kind, ref in mentions(catalogue, entity_id):
        yield f"SELECT DISTINCT {ref.code} AS code FROM {_resolved(catalogue, kind, (ref.code,))}"


def _described(catalogue: Catalogue, entity_id: str, columns: tuple[str, ...]) -> Iterator[str]:
    for kind, ref in mentions(catalogue, entity_id):
        if set(columns) <= set(ref.attributes):
            yield _described_by(catalogue, kind, ref, columns)


def _partly_described(catalogue: Catalogue, entity_id: str, columns: tuple[str, ...]) -> Iterator[str]:
    for kind, ref in mentions(catalogue, entity_id):
        if columns[0] in ref.attributes and not set(columns) <= set(ref.attributes):
            yield _described_by(catalogue, kind, ref, columns[:1])


def _described_by(catalogue: Catalogue, kind: Dataset, ref: EntityRef, columns: tuple[str, ...]) -> str:
    table = _resolved(catalogue, kind, (ref.code, *columns))
    return f"SELECT {ref.code} AS code, {_day(table, kind)} AS date, {', '.join(columns)} FROM {table}"


def _places(catalogue: Catalogue, entity_id: str, _: tuple[str, ...]) -> Iterator[str]:
    for kind, ref in mentions(catalogue, entity_id):
        own = {name for name in ("country", "region") if name in ref.attributes or kind.grain is DatasetGrain.MASTER}
        table = _resolved(catalogue, kind, (ref.code, *own))
        country, region = ("country" if "country" in own else "''", "region" if "region" in own else "''")
        day = _day(table, kind)
        yield f"SELECT {ref.code} AS code, {country} AS country, {region} AS region, {day} AS date FROM {table}"


def _resolved(catalogue: Catalogue, kind: Dataset, columns: tuple[str, ...]) -> str:
    """The smallest table that holds resolved rows of the dataset with these columns; a master's is its dimension."""
    if kind.definition is not None:
        return catalogue.entity(kind.definition.entity).table
    return smallest_table(kind.id, columns)


def _day(table: str, kind: Dataset) -> str:
    if kind.period is None:
        return _UNDATED
    return "month" if table != kind.id and "_month" in table else "date" if kind.period != "month" else "month"


_SELECTS = {
    "needed": _needed,
    "codes_by_name": _codes_by_name,
    "codes": _codes,
    "names": _names,
    "described": _described,
    "partly_described": _partly_described,
    "places": _places,
}
#: What stands for a union of nothing.
_EMPTY = {
    "needed": "SELECT '' WHERE false",
    "codes_by_name": "SELECT '', '' WHERE false",
    "codes": "SELECT '' AS code WHERE false",
    "names": "SELECT '' AS code, '' AS name, NULL::DATE AS date WHERE false",
    "described": "SELECT code, date, {0} FROM (SELECT '' AS code, NULL::DATE AS date) WHERE false",
    "partly_described": "SELECT '' AS code, NULL::DATE AS date, '' AS category WHERE false",
    "places": "SELECT '' AS code, '' AS country, '' AS region, NULL::DATE AS date WHERE false",
}
