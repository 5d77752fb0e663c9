"""A question as plain JSON values, as the log of looks keeps it, and back."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sales_core.catalogue.sensitivity import hidden_classes
from sales_core.format import MASK
from sales_core.kernel.query import Compare, Filter, ListQuery, ParameterValue, Query
from sales_core.kernel.terms import Period, Scope, Viewer


class LookKind(StrEnum):
    """What was shown."""

    FIGURES = "figures"
    LIST = "list"
    ROWS = "rows"
    """The rows behind a number."""


@dataclass(frozen=True, slots=True)
class LookQuestion:
    """One question within one scope. `metric`: that of a number whose rows were shown; `hidden`: the classes of columns
    that the viewer's rights or lens masked.
    """

    kind: LookKind
    asked: Query | ListQuery
    scope: Scope
    metric: str = ""
    hidden: tuple[str, ...] = ()

    @classmethod
    def of(cls, kind: LookKind, asked: Query | ListQuery, viewer: Viewer, metric: str = "") -> LookQuestion:
        """The question as the viewer asks it now."""
        hidden = tuple(sorted(one.value for one in hidden_classes(viewer)))
        return cls(kind, asked, viewer.scope, metric, hidden)

    def within(self, codes: Callable[[str], Container[str]]) -> LookQuestion:
        """The question to be shown to who may see these codes of each dimension: all others are marks.

        A text that is no filter is one too: it may be the number of a document.
        """

        def marked(filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
            return tuple(
                Filter(one.dimension, tuple(value if value in codes(one.dimension) else MASK for value in one.values))
                for one in filters
            )

        def told(value: ParameterValue) -> ParameterValue:
            return marked(value) if isinstance(value, tuple) else MASK if isinstance(value, str) and value else value

        asked = replace(self.asked, filters=marked(self.asked.filters))
        if isinstance(asked, ListQuery):
            asked = replace(asked, parameters=tuple((name, told(value)) for name, value in asked.parameters))
        scope = marked(tuple(Filter(dimension, values) for dimension, values in self.scope.allowed))
        return replace(self, asked=asked, scope=Scope.of({one.dimension: one.values for one in scope}))


def question_as_json(question: LookQuestion) -> dict[str, Any]:
    """Plain JSON values."""
    asked = question.asked
    own: dict[str, Any]
    if isinstance(asked, Query):
        own = {"metrics": list(asked.metrics), "by": list(asked.by), "compare": asked.compare}
    else:
        own = {"list": asked.list_id, "parameters": [[name, _packed(value)] for name, value in asked.parameters]}
    return {
        "kind": question.kind.value,
        "metric": question.metric,
        **({"hidden": list(question.hidden)} if question.hidden else {}),
        "scope": {name: list(values) for name, values in question.scope.allowed},
        "period": [asked.period.start.isoformat(), asked.period.end.isoformat()] if asked.period else None,
        "filters": _filters(asked.filters),
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "order_by": asked.order_by,
        "limit": asked.limit,
        **own,
    }


def question_from_json(data: Mapping[str, Any]) -> LookQuestion:
    """What `question_as_json` wrote."""
    period = data["period"]
    shared: dict[str, Any] = {
        "period": Period(date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else None,
        "filters": _as_filters(data["filters"]),
        "as_of": date.fromisoformat(data["as_of"]) if data["as_of"] else None,
        "order_by": data["order_by"],
        "limit": data["limit"],
    }
    scope = Scope.of({name: tuple(values) for name, values in data["scope"].items()})
    asked: Query | ListQuery
    if "list" in data:
        parameters = tuple((name, _unpacked(value)) for name, value in data["parameters"])
        asked = ListQuery(data["list"], parameters=parameters, **shared)
    else:
        compare = Compare(data["compare"]) if data["compare"] else None
        asked = Query(tuple(data["metrics"]), tuple(data["by"]), compare=compare, **shared)
    return LookQuestion(LookKind(data["kind"]), asked, scope, data["metric"], tuple(data.get("hidden", ())))


def _filters(filters: tuple[Filter, ...]) -> list[list[Any]]:
    return [[item.dimension, list(item.values)] for item in filters]


def _as_filters(data: Any) -> tuple[Filter, ...]:
    return tuple(Filter(name, tuple(values)) for name, values in data)


def _packed(value: ParameterValue) -> Any:
    """A value that JSON would not give back as it was, with its kind."""
    match value:
        case tuple():
            return {"filters": _filters(value)}
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


def _unpacked(value: Any) -> ParameterValue:
    match value:
        case {"filters": filters}:
            return _as_filters(filters)
        case {"decimal": str(text)}:
            return Decimal(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case _:
            found: ParameterValue = value
            return found
