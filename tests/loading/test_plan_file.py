"""A plan comes back from its file as it was, and a file of another release counts as gone."""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import cast

import pytest

from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Scope, Text
from sales_core.loading import plan_file
from sales_core.loading.plan import Plan
from tests.support.company import Company

PLAIN = {
    str: '文字 "x" $',
    int: 7,
    bool: True,
    float: 0.25,
    Decimal: Decimal("123456789012345.6789"),
    date: date(2026, 5, 31),
    datetime: datetime(2026, 5, 31, 8, 30, 1, 5, tzinfo=timezone(timedelta(hours=8))),
    Path: Path("rows/ä b.arrow"),
    Period: Period(date(2026, 5, 1), date(2026, 5, 31)),
    object: Text("measure.rows", {"dataset": Text("dataset.sales.label"), "list": (1, "a", Text("upload.balance"))}),
}


def example(kind: object) -> object:  # noqa: PLR0911 - one return a kind of type
    """A value of a type in which nothing is a default."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, UnionType):
        return example(next(one for one in arguments if one is not NoneType))
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return (example(arguments[0]), example(arguments[0]))
        return tuple(example(one) for one in arguments)
    if origin in (dict, Mapping):
        return {example(arguments[0]): example(arguments[1])}
    if origin is frozenset:
        return frozenset({example(arguments[0])})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[-1]
    assert isinstance(kind, type), kind
    assert dataclasses.is_dataclass(kind), kind
    hints = typing.get_type_hints(kind)
    return kind(**{one.name: example(hints[one.name]) for one in dataclasses.fields(kind) if one.init})


def test_every_field_of_a_plan_comes_back() -> None:
    plan = cast("Plan", example(Plan))
    again = plan_file.plan_from_json(plan_file.plan_as_json(plan))
    for field in dataclasses.fields(Plan):
        assert getattr(again, field.name) == getattr(plan, field.name), field.name


def test_a_file_of_another_schema_or_a_damaged_one_counts_as_gone() -> None:
    body = plan_file.plan_as_json(cast("Plan", example(Plan)))
    other = json.dumps(json.loads(body) | {"schema": plan_file.SCHEMA + 1}).encode()
    assert plan_file.plan_from_json(other) is None
    assert plan_file.plan_from_json(body[:-5]) is None
    assert plan_file.plan_from_json(b"{}") is None


def test_a_plan_of_another_release_is_told_and_forgotten(tmp_path: Path) -> None:
    company = Company(tmp_path)
    plan = company.plan("sales-may.csv", [{"date": "2026-05-01", "amount": 1}])
    assert company.uploads.open_plan(plan.id, LOCAL_ADMIN) == plan
    (file,) = (company.settings.home.root / "staging").rglob("plan.json")
    file.write_bytes(file.read_bytes().replace(b'"schema":1', b'"schema":99', 1))
    with pytest.raises(UsageError, match="another release"):
        company.uploads.open_plan(plan.id, LOCAL_ADMIN)
    assert plan.id in company.uploads.maintenance.tidy()
    assert company.uploads.open_plans(LOCAL_ADMIN) == []


def test_a_plan_that_could_not_be_read_back_is_not_written() -> None:
    plan = example(Plan)
    assert isinstance(plan, Plan)
    wrong: dict[str, object] = {
        "scope": Scope({"region": ("East",)}),  # type: ignore[arg-type]
        "base_version": "7",
        "created": date(2026, 5, 31),
        "label": object(),
    }
    for name, value in wrong.items():
        with pytest.raises(TypeError):
            plan_file.plan_as_json(dataclasses.replace(plan, **{name: value}))  # type: ignore[arg-type]


def test_a_field_that_a_file_cannot_give_back_is_told_when_the_schema_is_built() -> None:
    @dataclasses.dataclass
    class Wrong:
        schema: int
        plan: dict[str, tuple[complex, ...] | None]

    with pytest.raises(TypeError, match="complex"):
        plan_file.plan_decoder(Wrong)  # type: ignore[arg-type]
