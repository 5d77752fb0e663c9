"""The tables of an entity that is no more than its declaration: its master by code, what its names mean, its dimension.

`sql/masters.sql` and `sql/dimensions.sql` hold those of entities with rules of their own (postings, places, what sales
say of a customer); every other entity with a master gets them from here.
"""

from __future__ import annotations

from collections.abc import Iterator

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import DatasetColumn, ValueKind
from sales_core.catalogue.entity import Entity
from sales_core.warehouse.mentions import filled_template
from sales_core.warehouse.resolution import SQL

_WORDS = frozenset({ValueKind.CODE, ValueKind.NAME, ValueKind.TEXT})

_MASTER = """
CREATE TEMP TABLE m_{id} AS
SELECT kept_code AS code, nullif({name}, '') AS name{stated}
FROM @master:{id}@ WHERE kept_code <> ''
QUALIFY row_number() OVER (
    PARTITION BY kept_code ORDER BY kept_code = stated_code DESC, upload_id DESC, source_row DESC) = 1;

CREATE TEMP TABLE m_{id}_name AS
SELECT name, min(code) AS code FROM m_{id} WHERE name IS NOT NULL GROUP BY name HAVING count(*) = 1;

INSERT INTO m_{id}_name
WITH needed(name) AS (
    @needed:{id}@
), seen(name, code) AS (
    @codes_by_name:{id}@
)
SELECT name, min(code) FROM seen
WHERE name NOT IN (SELECT name FROM m_{id} WHERE name IS NOT NULL)
GROUP BY name HAVING count(DISTINCT code) = 1;
@named_by_alias:{id}@;
"""

_DIMENSION = """
CREATE OR REPLACE TABLE {table} AS
WITH seen AS (
    @codes:{id}@ UNION ALL SELECT code FROM m_{id}
), named AS (
    SELECT code, max({{'date': date, 'name': name}}).name AS name FROM (
    @names:{id}@
    ) GROUP BY code
)
SELECT s.code AS {code}, coalesce(m.name, n.name, s.code) AS name{shown}
FROM (SELECT DISTINCT code FROM seen WHERE code <> '') s
LEFT JOIN m_{id} m USING (code) LEFT JOIN named n USING (code) ORDER BY 1;
"""


def declared_masters(catalogue: Catalogue) -> str:
    """Statements that make `m_<entity>` and `m_<entity>_name` of each entity that has no SQL of its own."""
    return "".join(_filled(catalogue, entity, _MASTER) for entity in _plain_entities(catalogue))


def declared_dimensions(catalogue: Catalogue) -> str:
    """Statements that make the dimension table of each entity that has no SQL of its own."""
    return "".join(_filled(catalogue, entity, _DIMENSION) for entity in _plain_entities(catalogue))


def names_hash(catalogue: Catalogue) -> str:
    """A query whose answer changes when a name comes to mean another code."""
    known = [entity.id for entity in catalogue.entities.values() if entity.master and not entity.kind_of]
    union = " UNION ALL ".join(f"SELECT '{name}' AS kind, name, code FROM m_{name}_name" for name in known)
    return f"SELECT count(*), sum(CAST(hash(kind, name, code) AS HUGEINT)) FROM ({union})"


def _plain_entities(catalogue: Catalogue) -> Iterator[Entity]:
    by_hand = (SQL / "masters.sql").read_text(encoding="utf-8")
    for entity in catalogue.entities.values():
        if entity.master and not entity.kind_of and f"TABLE m_{entity.id}_name " not in by_hand:
            yield entity


def _filled(catalogue: Catalogue, entity: Entity, template: str) -> str:
    columns = [(one.id, catalogue.dataset(entity.master).column(one.source)) for one in entity.attributes]
    text = template.format(
        id=entity.id,
        code=entity.code,
        name=entity.name,
        table=entity.table,
        stated="".join(f", {_stated(column)} AS {name}" for name, column in columns),
        shown="".join(f", {_shown(name, column)} AS {name}" for name, column in columns),
    )
    return filled_template(text, catalogue)


def _stated(column: DatasetColumn) -> str:
    return f"nullif({column.id}, '')" if column.kind in _WORDS else column.id


def _shown(name: str, column: DatasetColumn) -> str:
    return f"coalesce(m.{name}, '')" if column.kind in _WORDS else f"m.{name}"
