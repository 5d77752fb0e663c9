"""What rows are resolved against, as SQL generated from entities: their masters, the codes of names, homes, rates.

For every entity with a master there is `m_<entity>` (code, name, attributes; NULL = not stated; one row for each
validity where it has one) and `m_<entity>_name` (name, code). `m_<parent>_home` tells where a parent lies. A later
upload of the same thing wins, what is its own before what was merged into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import TopologicalSorter

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset, EntityRef, ValueKind
from sales_core.catalogue.entity import Entity
from sales_core.warehouse.mentions import codes_by_name, mentions, named_by_alias, names_without_code, stated_master
from sales_core.warehouse.rates import day_rates

WORDS = frozenset({ValueKind.CODE, ValueKind.NAME, ValueKind.TEXT})
_FIRST, _LAST = "DATE '0001-01-01'", "DATE '9999-12-31'"


def master_statements(catalogue: Catalogue) -> Iterator[str]:
    """What makes the temporary tables, in order. Reads the session variable `currency`."""
    ordered = entities_in_order(catalogue)
    for entity in ordered:
        yield f"CREATE TEMP TABLE m_{entity.id} AS {_master(catalogue, entity)}"
        yield from _names(catalogue, entity)
    for entity in ordered:
        if child_entities(catalogue, entity):
            yield _home(catalogue, entity)
    rates = day_rates(catalogue, "getvariable('currency')")
    yield f"CREATE TEMP TABLE m_day_rate AS {rates}"


def names_hash(catalogue: Catalogue) -> str:
    """A SELECT that tells whether a name means another code than before."""
    names = [
        f"SELECT '{entity.id}' AS kind, name, code FROM m_{entity.id}_name" for entity in entities_in_order(catalogue)
    ]
    return f"SELECT count(*), sum(CAST(hash(kind, name, code) AS HUGEINT)) FROM ({' UNION ALL '.join(names)})"


def entities_in_order(catalogue: Catalogue) -> tuple[Entity, ...]:
    """Entities that have a master; each after those that its master mentions."""
    own = {entity.id: entity for entity in catalogue.entities.values() if entity.master}
    needed = {
        one.id: {ref.entity for ref in catalogue.dataset(one.master).entities if ref.entity in own} - {one.id}
        for one in own.values()
    }
    return tuple(own[name] for name in TopologicalSorter(needed).static_order())


def child_entities(catalogue: Catalogue, entity: Entity) -> tuple[Entity, ...]:
    """The entities that lie below it, in order."""
    return tuple(one for one in catalogue.entities.values() if one.parent == entity.id)


def shared_attributes(catalogue: Catalogue, entity: Entity) -> tuple[str, ...]:
    """The attributes that an entity has in common with its parent: they say where it lies."""
    own = {one.id for one in entity.attributes}
    return tuple(one.id for one in catalogue.entity(entity.parent).attributes if one.id in own) if entity.parent else ()


def _master(catalogue: Catalogue, entity: Entity) -> str:
    kind = catalogue.dataset(entity.master)
    shown, joins = [f"r.kept_code AS code, nullif(r.{entity.name}, '') AS name"], []
    refs = {ref.code: ref for ref in kind.entities if ref.entity != entity.id}
    for one in entity.attributes:
        ref = refs.get(one.source)
        if ref is not None:
            joins.append(f"LEFT JOIN m_{ref.entity}_name n_{ref.code} ON n_{ref.code}.name = r.{ref.name}")
        shown.append(f"{_stated(kind, one.source, ref)} AS {one.id}")
    starts = ", ".join([*(f"r.{name}" for name in entity.validity.starts), _FIRST]) if entity.validity else ""
    if entity.validity:
        shown.append(f"coalesce({starts}) AS valid_from, r.{entity.validity.ends} AS valid_to")
    key = f"r.kept_code{f', coalesce({starts})' if starts else ''}"
    stated = (
        f"SELECT {', '.join(shown)}\nFROM {stated_master(catalogue, entity)} r {' '.join(joins)}\n"
        "WHERE r.kept_code <> ''\n"
        f"QUALIFY row_number() OVER (PARTITION BY {key} "
        "ORDER BY r.kept_code = r.stated_code DESC, r.upload_id DESC, r.source_row DESC) = 1"
    )
    return _with_validity(catalogue, entity, stated) if entity.validity else stated


def _stated(kind: Dataset, column: str, ref: EntityRef | None) -> str:
    """A column of a master: a mention as its code, an empty text as NULL."""
    if ref is None:
        return f"nullif(r.\"{column}\", '')" if kind.column(column).kind in WORDS else f'r."{column}"'
    stated, named = f"nullif(r.{ref.code}, '')", f"n_{ref.code}.code"
    parts = [named, stated] if ref.name == ref.code else [stated, named, f"nullif(r.{ref.name}, '')"]
    return f"canonical('{ref.entity}', coalesce({', '.join(parts)}))"


def _with_validity(catalogue: Catalogue, entity: Entity, stated: str) -> str:
    """Each row with the days it counts for; the parent says where it lies when the row does not.

    `lo` to `hi`: what lies before the first, between or after the last validity belongs to the nearest already begun.
    """
    shared = shared_attributes(catalogue, entity)
    shown = [f"coalesce(s.{one.id}, b.{one.id})" if one.id in shared else f"s.{one.id}" for one in entity.attributes]
    listed = ", ".join(f"{value} AS {one.id}" for value, one in zip(shown, entity.attributes, strict=True))
    parent = f"LEFT JOIN m_{entity.parent} b ON b.code = s.{entity.parent}" if shared else ""
    return f"""WITH stated AS (
{stated}
), ordered AS (
    SELECT *, lead(valid_from) OVER same AS next_from, row_number() OVER same AS n
    FROM stated WINDOW same AS (PARTITION BY code ORDER BY valid_from)
)
SELECT s.code, s.name, {listed}, s.valid_from, coalesce(s.valid_to, next_from - 1, {_LAST}) AS valid_to,
    CASE WHEN n = 1 THEN {_FIRST} ELSE s.valid_from END AS lo, coalesce(next_from - 1, {_LAST}) AS hi,
    next_from IS NULL AS latest
FROM ordered s {parent}"""


def _names(catalogue: Catalogue, entity: Entity) -> Iterator[str]:
    """A name means the only code that the master gives it, else the only one that other rows give it, else an alias.

    Where one column is written either way, a name that is another's code means that code.
    """
    table, refs = f"m_{entity.id}_name", [ref for _, ref in mentions(catalogue, entity.id) if ref.name]
    is_mixed = any(ref.name == ref.code for ref in refs)
    yield (
        f"CREATE TEMP TABLE {table} AS SELECT name, min(code) AS code FROM m_{entity.id} WHERE name IS NOT NULL "
        f"{f'AND name NOT IN (SELECT code FROM m_{entity.id}) ' if is_mixed else ''}"
        "GROUP BY name HAVING count(DISTINCT code) = 1"
    )
    if any(ref.name != ref.code for ref in refs):
        yield (
            f"INSERT INTO {table} WITH needed(name) AS ({names_without_code(catalogue, entity)}), "
            f"seen(name, code) AS ({codes_by_name(catalogue, entity)}) SELECT name, min(code) FROM seen "
            f"WHERE name NOT IN (SELECT name FROM m_{entity.id} WHERE name IS NOT NULL) "
            "GROUP BY name HAVING count(DISTINCT code) = 1"
        )
    yield from named_by_alias(catalogue, entity)


def _home(catalogue: Catalogue, entity: Entity) -> str:
    """Where a parent lies: its own master, else what the first kind of child agrees on, else the next."""
    names = [one.id for one in entity.attributes]
    listed = ", ".join(names)
    own = f"SELECT code AS {entity.code}, {listed}, 1 AS rank FROM m_{entity.id} WHERE coalesce({listed}) IS NOT NULL"
    agree = " AND ".join(f"count(DISTINCT {name}) <= 1" for name in names)
    agreed = [
        f"SELECT {entity.id}, {', '.join(f'min({name})' for name in names)}, {rank} FROM m_{child.id} "
        f"WHERE {entity.id} IS NOT NULL GROUP BY {entity.id} HAVING {agree}"
        for rank, child in enumerate(child_entities(catalogue, entity), start=2)
    ]
    first = ", ".join(f"arg_min({name}, rank) AS {name}" for name in names)
    return (
        f"CREATE TEMP TABLE m_{entity.id}_home AS SELECT {entity.code}, {first} FROM (\n"
        + "\nUNION ALL ".join([own, *agreed])
        + f"\n) GROUP BY {entity.code}"
    )
