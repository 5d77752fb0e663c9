"""Reads and checks what was typed into a record. Every mistake names its field, the rule and the mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import CalendarDay, DataDay, Field, FieldValue, Record
from sales_core.i18n import locales, t
from sales_core.kernel import clock
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

#: What a program writes for yes and no; people write `record.flag.yes` and `.no` in any language.
_TRUE = frozenset({"true", "1"})
_FALSE = frozenset({"false", "0"})
#: What DECIMAL(18,4), the storage of money everywhere else, can hold.
_LARGEST = Decimal(10) ** 14

#: A limit of a field on a given day of the data.
Limit = Decimal | date | None


@dataclass(frozen=True, slots=True)
class FieldMistake:
    """One field that cannot be saved as it is: which, the rule it breaks, and what to do."""

    field: str
    message: Text
    mend: Text


class InvalidRecordError(UsageError):
    """What was typed cannot be saved; `mistakes` has one entry a field."""

    def __init__(self, mistakes: tuple[FieldMistake, ...]) -> None:
        super().__init__(
            Text.lines(*(Text("record.mistake", {"message": one.message, "mend": one.mend}) for one in mistakes))
        )
        self.mistakes = mistakes


@dataclass(slots=True)
class _Reader:
    """Collects the values and the mistakes of one record."""

    record: Record
    as_of: date
    values: dict[str, FieldValue] = field(default_factory=dict)
    mistakes: list[FieldMistake] = field(default_factory=list)

    def complain(self, one: Field, rule: str, **facts: object) -> None:
        """Notes that a field breaks a rule of the kit: texts `record.rule.<rule>.message` and `.mend`."""
        places = {"field": self.record.text(one.id, "label"), **facts}
        self.mistakes.append(
            FieldMistake(one.id, Text(f"record.rule.{rule}.message", places), Text(f"record.rule.{rule}.mend", places))
        )


def checked(record: Record, given: Mapping[str, FieldValue], as_of: date) -> dict[str, FieldValue]:
    """The value of every field of `record`, from values or texts; empty fields take their defaults.

    `as_of` is the data's last day, which defaults and limits may refer to. Raises UsageError for a field that does
    not exist, InvalidRecordError with every mistake.
    """
    for name in given:
        record.field(name)
    reader = _Reader(record, as_of)
    for one in record.fields:
        _read(reader, one, given.get(one.id))
    if not reader.mistakes:
        _apply_checks(reader)
    if reader.mistakes:
        raise InvalidRecordError(tuple(reader.mistakes))
    return reader.values


def check_figure(record: Record, values: Mapping[str, FieldValue], metric: str, catalogue: Catalogue) -> None:
    """Holds a record against the rules of the figure that it is about. Raises InvalidRecordError."""
    mistakes = tuple(
        FieldMistake(one.id, record.text("check", check.id, "message"), record.text("check", check.id, "mend"))
        for one in record.fields
        for check in one.figure_checks
        if not check.holds(values.get(one.id), metric, catalogue)
    )
    if mistakes:
        raise InvalidRecordError(mistakes)


def default_of(one: Field, as_of: date) -> FieldValue:
    """The value that an empty field takes."""
    return _day_of(one.default, as_of) if isinstance(one.default, DataDay | CalendarDay) else one.default


def limit_of(limit: Decimal | date | DataDay | CalendarDay | None, as_of: date) -> Limit:
    """A limit as a value."""
    return _day_of(limit, as_of) if isinstance(limit, DataDay | CalendarDay) else limit


def _day_of(day: DataDay | CalendarDay, as_of: date) -> date:
    return (as_of if isinstance(day, DataDay) else clock.today()) + timedelta(days=day.days)


def _read(reader: _Reader, one: Field, given: FieldValue) -> None:
    value = given.strip() if isinstance(given, str) else given
    if value in {None, ""}:
        value = default_of(one, reader.as_of)
    if value in {None, ""}:
        if one.required:
            reader.complain(one, "required")
        reader.values[one.id] = None
        return
    try:
        typed = typed_value(one.kind, value)
    except (ValueError, InvalidOperation):
        reader.complain(
            one,
            one.kind.value if one.kind in {ValueKind.DATE, ValueKind.MONTH, ValueKind.FLAG} else "number",
            value=value,
        )
        return
    reader.values[one.id] = typed
    _apply_limits(reader, one, typed)


def typed_value(kind: ValueKind, value: FieldValue) -> FieldValue:
    """The value in the type of its kind. Raises ValueError or InvalidOperation."""
    if kind is ValueKind.FLAG:
        return _flag(value)
    if kind is ValueKind.DATE:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if kind is ValueKind.MONTH:
        return (value if isinstance(value, date) else date.fromisoformat(f"{value}-01"[:10])).replace(day=1)
    if not kind.is_number:
        return str(value)
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise ValueError(value)
    if kind is ValueKind.INTEGER:
        if number != number.to_integral_value():
            raise ValueError(value)
        return int(number)
    return number


def _flag(value: FieldValue) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).lower()
    yes, no = (frozenset(t(f"record.flag.{word}", locale) for locale in locales()) for word in ("yes", "no"))
    if text not in _TRUE | _FALSE | yes | no:
        raise ValueError(value)
    return text in _TRUE | yes


def _apply_limits(reader: _Reader, one: Field, value: FieldValue) -> None:
    if one.choices and value not in one.choices:
        names = tuple(reader.record.choice_text(one, choice) for choice in one.choices)
        reader.complain(one, "choice", value=value, choices=", ".join(one.choices), names=names)
        return
    least, most = limit_of(one.minimum, reader.as_of), limit_of(one.maximum, reader.as_of)
    if isinstance(value, str) and isinstance(most, Decimal):
        if len(value) > most:
            reader.complain(one, "too_long", length=len(value), maximum=most)
    elif _is_less(value, least):
        reader.complain(one, "too_small", value=value, minimum=least)
    elif _is_less(most, value):
        reader.complain(one, "too_large", value=value, maximum=most)


def _is_less(left: FieldValue, right: FieldValue) -> bool:
    if isinstance(left, date) and isinstance(right, date):
        return left < right
    return isinstance(left, Decimal | int) and isinstance(right, Decimal | int) and left < right


def _apply_checks(reader: _Reader) -> None:
    for one in reader.record.fields:
        for check in one.checks:
            if not check.holds(reader.values[one.id], reader.values):
                message, mend = (reader.record.text("check", check.id, part) for part in ("message", "mend"))
                reader.mistakes.append(FieldMistake(one.id, message, mend))
