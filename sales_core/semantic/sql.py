"""SQL fragments that carry their bound values, so that text and parameters cannot get out of step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sales_core.catalogue.metric import PLACE


@dataclass(frozen=True, slots=True)
class Sql:
    """Text with `?` places and the values for them, in order."""

    text: str
    params: tuple[Any, ...] = ()

    def __add__(self, other: Sql | str) -> Sql:
        right = other if isinstance(other, Sql) else Sql(other)
        return Sql(self.text + right.text, self.params + right.params)


def join(parts: Iterable[Sql], separator: str) -> Sql:
    """The parts in order with `separator` between."""
    listed = list(parts)
    return Sql(separator.join(part.text for part in listed), tuple(value for part in listed for value in part.params))


def value(bound: object) -> Sql:
    """A bound value; dates are cast, because an untyped parameter would compare as text."""
    return Sql("CAST(? AS DATE)" if isinstance(bound, date) else "?", (bound,))


def fill_sql(template: str, places: Mapping[str, Sql]) -> Sql:
    """`template` with each `{name}` replaced by its fragment. KeyError for a place nobody provides."""
    parts, at = [], 0
    for found in PLACE.finditer(template):
        parts += [Sql(template[at : found.start()]), places[found[1]]]
        at = found.end()
    return join([*parts, Sql(template[at:])], "")


def one_of(column: Sql, values: Iterable[object]) -> Sql:
    """`column IN (…)`; false for no values at all, so an empty scope shows nothing."""
    bound = [value(item) for item in values]
    return column + Sql(" IN (") + join(bound, ", ") + Sql(")") if bound else Sql("FALSE")
