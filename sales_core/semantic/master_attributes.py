"""What masters say of codes that a viewer's figures name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sales_core.catalogue.entity import Entity
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Value
from sales_core.kernel.terms import Text
from sales_core.semantic.sql import Sql, one_of
from sales_core.warehouse.snapshot import Snapshot


def latest_attributes(
    entity: Entity, names: tuple[str, ...], snapshot: Snapshot, shown_as: Mapping[str, str]
) -> dict[str, dict[str, Value]]:
    """Latest master attributes by what the viewer sees of each code; a code without a master is absent.

    Raises KeyError for an attribute that the entity does not declare.
    """
    declared = {attribute.id: attribute for attribute in entity.attributes}
    listed = ", ".join([f"{entity.code} AS code", *(declared[name].id for name in names)])
    text = Sql(f"SELECT {listed} FROM {entity.table} WHERE ") + one_of(Sql(entity.code), shown_as)
    rows = snapshot.rows(text.text, text.params)
    return {shown_as[str(row["code"])]: {name: row[name] for name in names} for row in rows}


def latest_validity(
    entity: Entity, snapshot: Snapshot, shown_as: Mapping[str, str]
) -> dict[str, tuple[date | None, date | None]]:
    """First and last day of the latest validity by what the viewer sees of each code; None where it is open.

    Raises UsageError for an entity without validity.
    """
    if not entity.history_table:
        raise UsageError(Text("masters.error.validity", {"entity": entity.label}))
    text = Sql(f"SELECT {entity.code} AS code, valid_from, valid_to FROM {entity.history_table} WHERE ")
    text += one_of(Sql(entity.code), shown_as) + Sql(" ORDER BY code, valid_from")
    rows = snapshot.rows(text.text, text.params)
    return {shown_as[str(row["code"])]: (_day(row["valid_from"]), _day(row["valid_to"])) for row in rows}


def _day(day: date) -> date | None:
    """A day of a validity; None where it is open at that end."""
    return None if day.year in {date.min.year, date.max.year} else day
