"""What is typed is read by its kind, and every mistake names field, rule and mend."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Check, DataDay, Field, Record, RecordRights
from sales_core.i18n import extend
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Right
from sales_core.records.validation import InvalidRecordError, checked

AS_OF = date(2026, 5, 20)
WORDS = (*(f"{name}.label" for name in ("amount", "day", "month", "count", "urgent", "level", "note")),
         "level.low", "level.high", "check.no_dash.message", "check.no_dash.mend")  # fmt: skip
SAMPLE = Record(
    id="sample",
    fields=(
        Field("amount", ValueKind.MONEY, required=True, minimum=Decimal("0.01"), maximum=Decimal(1000)),
        Field("day", ValueKind.DATE, default=DataDay(7), minimum=DataDay(), maximum=DataDay(30)),
        Field("month", ValueKind.MONTH),
        Field("count", ValueKind.INTEGER),
        Field("urgent", ValueKind.FLAG, default=False),
        Field("level", ValueKind.TEXT, choices=("low", "high")),
        Field("note", ValueKind.TEXT, maximum=Decimal(5), checks=(Check("no_dash", lambda value, _: value != "-"),)),
    ),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.VIEW_SALES),
)


@pytest.fixture(autouse=True, scope="module")
def texts() -> Iterator[None]:
    undo = extend({locale: {f"record.sample.{word}": word for word in WORDS} for locale in ("zh", "en")})
    yield
    undo()


def rules(**typed: str) -> dict[str, tuple[str, str]]:
    with pytest.raises(InvalidRecordError) as refused:
        checked(SAMPLE, typed, AS_OF)
    return {one.field: (one.message.key, one.mend.key) for one in refused.value.mistakes}


def both(rule: str) -> tuple[str, str]:
    return f"record.rule.{rule}.message", f"record.rule.{rule}.mend"


def test_texts_become_values_and_empty_fields_take_their_defaults() -> None:
    typed = {"amount": " 12.50 ", "month": "2026-04", "count": "3", "urgent": "是", "level": "high", "note": "  "}
    assert checked(SAMPLE, typed, AS_OF) == {
        "amount": Decimal("12.50"),
        "day": date(2026, 5, 27),
        "month": date(2026, 4, 1),
        "count": 3,
        "urgent": True,
        "level": "high",
        "note": None,
    }
    assert checked(SAMPLE, {"amount": Decimal(1), "day": AS_OF}, AS_OF)["urgent"] is False


@pytest.mark.parametrize(
    ("field", "typed", "rule"),
    [
        ("amount", "", "required"),
        ("amount", "a lot", "number"),
        ("amount", "NaN", "number"),
        ("amount", "1e20", "number"),
        ("amount", "0", "too_small"),
        ("amount", "1000.01", "too_large"),
        ("day", "31.05.2026", "date"),
        ("day", "2026-05-19", "too_small"),
        ("day", "2026-06-20", "too_large"),
        ("month", "May", "month"),
        ("count", "1.5", "number"),
        ("urgent", "perhaps", "flag"),
        ("level", "middle", "choice"),
        ("note", "123456", "too_long"),
    ],
)
def test_a_mistake_names_field_rule_and_mend(field: str, typed: str, rule: str) -> None:
    assert rules(**({"amount": "1"} | {field: typed})) == {field: both(rule)}


def test_all_mistakes_are_told_at_once() -> None:
    assert rules(amount="", day="x", level="y") == {
        "amount": both("required"),
        "day": both("date"),
        "level": both("choice"),
    }


def test_an_own_rule_has_texts_of_the_record() -> None:
    assert rules(amount="1", note="-") == {
        "note": ("record.sample.check.no_dash.message", "record.sample.check.no_dash.mend")
    }


def test_an_unknown_field_is_usage_with_the_nearest() -> None:
    with pytest.raises(UsageError) as refused:
        checked(SAMPLE, {"amont": "1"}, AS_OF)
    assert refused.value.near[0] == "amount"


def test_a_declaration_that_cannot_work_is_refused() -> None:
    rights = RecordRights(view=Right.VIEW_SALES, add=Right.VIEW_SALES)
    for fields in ((Field("by", ValueKind.TEXT),), (Field("a", ValueKind.TEXT), Field("a", ValueKind.TEXT))):
        with pytest.raises(ValueError, match="common columns"):
            Record(id="bad", fields=fields, rights=rights)
    with pytest.raises(ValueError, match="dataset"):
        Record(id="bad", fields=(), rights=rights, dataset="sales")
