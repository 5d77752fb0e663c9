"""The dimension tables, as SQL generated from entities: a row for every code that occurs, with or without a master.

What no master says, the rows that mention the code say: of rows that describe it wholly the latest, then the latest of
those that describe it in part. Where a parent lies its master says, else the rows that know it, each alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.entity import Entity, EntityAttribute
from sales_core.warehouse.masters import WORDS, child_entities, entities_in_order, shared_attributes
from sales_core.warehouse.mentions import UNDATED, codes, described, mentions, names, stated_places
from sales_core.warehouse.raw import sql_type


def dimension_tables(catalogue: Catalogue) -> dict[str, str]:
    """Table → its columns with types, of every dimension and of the histories of dated attributes."""
    found = {}
    for entity in entities_in_order(catalogue):
        kind = catalogue.dataset(entity.master)
        types = {one.id: sql_type(kind.column(one.source).kind) for one in entity.attributes}
        found[entity.table] = _columns({entity.code: "VARCHAR", "name": "VARCHAR"} | types)
        if entity.history_table:
            dated = {one.id: types[one.id] for one in entity.attributes if one.is_dated}
            days = {"valid_from": "DATE", "valid_to": "DATE"}
            found[entity.history_table] = _columns({entity.code: "VARCHAR"} | dated | days)
    return found


def dimension_statements(catalogue: Catalogue) -> Iterator[str]:
    """What fills the tables, in order: entities that masters mention after those masters' own."""
    for entity in reversed(entities_in_order(catalogue)):
        is_parent = bool(child_entities(catalogue, entity))
        yield f"DELETE FROM {entity.table}"
        rows = _placed(catalogue, entity) if is_parent else _described(catalogue, entity)
        yield f"INSERT INTO {entity.table} {rows}"
        if entity.history_table:
            yield f"DELETE FROM {entity.history_table}"
            yield f"INSERT INTO {entity.history_table} {_history(catalogue, entity)}"


def _columns(types: dict[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in types.items())


def _placed(catalogue: Catalogue, entity: Entity) -> str:
    ids = [one.id for one in entity.attributes]
    own = ", ".join(f"coalesce({name}, '')" for name in ids)
    latest = ", ".join(
        f"max({{'known': {name} <> '', 'date': date, '{name}': {name}}}).{name} AS {name}" for name in ids
    )
    shown = ", ".join(f"coalesce(h.{name}, l.{name})" for name in ids)
    return f"""WITH seen AS (
    {stated_places(catalogue, entity)}
    UNION ALL SELECT code, {UNDATED}, {own} FROM m_{entity.id}
), latest AS (
    SELECT code, {latest} FROM seen WHERE code <> '' GROUP BY code
)
SELECT l.code, coalesce(m.name, l.code), {shown}
FROM latest l LEFT JOIN m_{entity.id} m ON m.code = l.code LEFT JOIN m_{entity.id}_home h ON h.{entity.code} = l.code
ORDER BY 1"""


def _described(catalogue: Catalogue, entity: Entity) -> str:
    stated = [set(ref.attributes) for _, ref in mentions(catalogue, entity.id)]
    whole = max(stated, key=len, default=set())
    wholly = [one.id for one in entity.attributes if one.id in whole]
    partly = [name for name in wholly if any(name in some and not whole <= some for some in stated)][:1]
    joins = [f"LEFT JOIN m_{entity.id} m ON m.code = s.code{' AND m.latest' if entity.validity else ''}"]
    ctes = [f"seen AS ({codes(catalogue, entity)} UNION ALL SELECT code FROM m_{entity.id})"]
    ctes.append(
        "named AS (SELECT code, max({'date': date, 'name': name}).name AS name FROM "
        f"({names(catalogue, entity)}) GROUP BY code)"
    )
    joins.append("LEFT JOIN named n ON n.code = s.code")
    for cte, columns, alias in (("latest", wholly, "l"), ("in_part", partly, "k")):
        if columns:
            fields = ", ".join(f"'{name}': {name}" for name in columns)
            rows = described(catalogue, entity, columns, whole)
            ctes.append(f"{cte} AS (SELECT code, max({{'date': date, {fields}}}) AS v FROM ({rows}) GROUP BY code)")
            joins.append(f"LEFT JOIN {cte} {alias} ON {alias}.code = s.code")
    if shared := shared_attributes(catalogue, entity):
        parent = catalogue.entity(entity.parent)
        joins.append(f"LEFT JOIN m_{parent.id}_home h ON h.{parent.code} = m.{parent.id}")
    known = {"h": shared, "l": wholly, "k": partly}
    shown = [_attribute(catalogue, entity, one, known, joins) for one in entity.attributes]
    return (
        f"WITH {', '.join(ctes)}\nSELECT s.code, coalesce(m.name, n.name, s.code), {', '.join(shown)}\n"
        f"FROM (SELECT DISTINCT code FROM seen WHERE code <> '') s {' '.join(joins)} ORDER BY 1"
    )


def _attribute(
    catalogue: Catalogue,
    entity: Entity,
    one: EntityAttribute,
    known: Mapping[str, Collection[str]],
    joins: list[str],
) -> str:
    """The master's value, else the home's, else what rows say; NULL only for what is no text."""
    kind = catalogue.dataset(entity.master)
    if any(ref.code == one.source and ref.entity == entity.id and not ref.is_definition for ref in kind.entities):
        joins.append(f"LEFT JOIN m_{entity.id}_name n_{one.id} ON n_{one.id}.name = m.{one.id}")
        return f"canonical('{entity.id}', coalesce(n_{one.id}.code, m.{one.id}, ''))"
    if kind.column(one.source).kind is ValueKind.FLAG:
        return f"coalesce(m.{one.id}, false)"
    if kind.column(one.source).kind not in WORDS:
        return f"m.{one.id}"
    templates = {"h": "h.{0}", "l": "nullif(l.v.{0}, '')", "k": "k.v.{0}"}
    parts = [templates[alias].format(one.id) for alias, ids in known.items() if one.id in ids]
    return f"coalesce({', '.join([f'm.{one.id}', *parts])}, '')"


def _history(catalogue: Catalogue, entity: Entity) -> str:
    shared, joins = shared_attributes(catalogue, entity), ""
    if shared:
        parent = catalogue.entity(entity.parent)
        joins = f"LEFT JOIN m_{parent.id}_home h ON h.{parent.code} = m.{parent.id}"
    dated = [
        f"coalesce(m.{one.id}, {f'h.{one.id}, ' if one.id in shared else ''}'')"
        for one in entity.attributes
        if one.is_dated
    ]
    return (
        f"SELECT m.code, {', '.join(dated)}, m.valid_from, m.valid_to FROM m_{entity.id} m {joins} "
        "ORDER BY m.code, m.valid_from"
    )
