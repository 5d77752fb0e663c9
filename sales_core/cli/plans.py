"""A plan as people and programs read it: how each table was understood, what is wrong, what would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sales_core.api import exact
from sales_core.cli import problems
from sales_core.cli.console import table, word
from sales_core.i18n import Locale

if TYPE_CHECKING:
    from sales_core.api import (
        FileReading,
        MasterDataDelta,
        MetricDelta,
        Plan,
        Question,
        ReadingFigure,
        ReadingOption,
        Risk,
        TableReading,
    )


def plan_text(plan: Plan, locale: Locale) -> str:
    """Everything a person has to see before saying yes."""
    lines = [line for reading in plan.readings for one in reading.tables for line in _table_lines(one)]
    lines += _option_lines(plan.options)
    lines += problems.lines(plan.problems, locale)
    lines += [line for question in plan.questions for line in _question_lines(question, locale)]
    lines += [line for name, risk in plan.risk_names.items() for line in _risk_lines(name, risk, locale)]
    totals = [h for h in plan.headlines if h.by == "total"]
    if totals:
        lines += ["", delta_table(totals, locale)]
    if plan.past_months:
        lines += ["", word("cli.plan.past_months"), delta_table(plan.past_months, locale)]
    for name, deltas in _master_data(plan).items():
        lines += [
            word(f"cli.plan.{name}", kind=codes.label.in_(locale), count=codes.count) for codes in deltas if codes.count
        ]
    lines += [
        word("cli.plan.replaced", rows=one.rows, month=one.month or "-", label=one.label) for one in plan.replaced
    ]
    return "\n".join(lines)


def _master_data(plan: Plan) -> dict[str, tuple[MasterDataDelta, ...]]:
    """By the names that scripts know them by."""
    return {"new": plan.new, "gone": plan.removed, "missing": plan.missing}


def delta_table(headlines: Iterable[MetricDelta], locale: Locale) -> str:
    """Before → after, one number a line."""
    header = [word(f"cli.column.{name}") for name in ("metric", "group", "before", "after")]
    rows = [
        [
            h.label.in_(locale),
            h.group,
            "" if h.before is None else exact(h.before),
            "" if h.after is None else exact(h.after),
        ]
        for h in headlines
    ]
    return table(header, rows, frozenset({2, 3}))


def _table_lines(reading: TableReading) -> list[str]:
    if reading.omitted:
        return [word("cli.load.omitted", key=reading.key, why=word(f"omitted.{reading.omitted}"))]
    if reading.dataset is None:
        return [word("cli.load.unknown_table", key=reading.key)]
    header = "–".join(str(row) for row in sorted({*reading.header_rows[:1], *reading.header_rows[-1:]}))
    period = word("cli.load.period", period=reading.period) if reading.period else ""
    lines = [
        word(
            "cli.load.table",
            key=reading.key,
            dataset=reading.dataset,
            rows=reading.rows,
            header=header,
            period=period,
        )
    ]
    lines += [
        word(
            "cli.load.tie_out",
            place=tie.place,
            field=tie.field,
            stated=exact(tie.stated),
            computed=exact(tie.computed),
        )
        for tie in reading.tie_outs
        if tie.stated != tie.computed
    ]
    return lines


def _question_lines(question: Question, locale: Locale) -> list[str]:
    asked = word("cli.load.question", id=question.id, key=question.key, text=question.text.in_(locale))
    lines = [asked]
    for value, text in question.choices:
        lines.append(word("cli.load.choice", value=value, text=text.in_(locale)))
        lines += _figure_lines(question.figures.get(value, ()), locale)
    if question.answer is None and question.default is not None:
        lines.append(word("cli.load.default", value=question.default))
    return lines


def _option_lines(options: Iterable[ReadingOption]) -> list[str]:
    """A line a table: what may be said otherwise by `--answer`, with what it was read with."""
    said: dict[str, list[str]] = {}
    for one in options:
        if one.is_open:
            said.setdefault(one.key, []).append(f"{one.id}={one.value}")
    return [word("cli.load.options", key=key, options=" ".join(pairs)) for key, pairs in said.items()]


def _risk_lines(name: str, risk: Risk, locale: Locale) -> list[str]:
    return [word("cli.load.risk", name=name, text=risk.text.in_(locale)), *_figure_lines(risk.figures, locale)]


def _figure_lines(figures: Iterable[ReadingFigure], locale: Locale) -> list[str]:
    return [word("cli.load.figure", label=one.label.in_(locale), value=exact(one.value)) for one in figures]


def plan_json(plan: Plan, locale: Locale) -> dict[str, object]:
    """The stable form of a plan; docs/cli.md describes it."""
    return {
        "base_version": plan.base_version,
        "files": [_file(reading) for reading in plan.readings],
        "problems": problems.problem_records(plan.problems, locale),
        "questions": [_question(question, locale) for question in plan.questions],
        "options": [_option(option, locale) for option in plan.options],
        "risks": [_risk(name, risk, locale) for name, risk in plan.risk_names.items()],
        "headlines": _each(plan.headlines, _DELTA),
        "past_months": _each(plan.past_months, _DELTA),
        **{name: _each(deltas, ("kind", "count", "shown")) for name, deltas in _master_data(plan).items()},
        "replaced": [
            {"upload": one.upload_id, **_fields(one, ("label", "month", "rows", "amount"))} for one in plan.replaced
        ],
        "as_of": plan.as_of_after,
    }


#: The fields that scripts see of what a plan holds: part of the stable form, so each is named.
_DELTA = ("measure", "by", "group", "before", "after")
_TABLE = ("key", "sheet", "dataset", "omitted", "header_rows", "layout", "encoding", "unit", "period", "rows")


def _fields(one: object, names: Iterable[str]) -> dict[str, object]:
    return {name: getattr(one, name) for name in names}


def _each(found: Iterable[object], names: Sequence[str]) -> list[dict[str, object]]:
    return [_fields(one, names) for one in found]


def _file(reading: FileReading) -> dict[str, object]:
    tables = [_table(one) for one in reading.tables]
    return {**_fields(reading, ("file", "sha256", "size", "format")), "tables": tables}


def _table(reading: TableReading) -> dict[str, object]:
    return {
        **_fields(reading, _TABLE),
        "left_out": len(reading.left_out),
        "sums": dict(reading.sums),
        "columns": _each(reading.matches, ("header", "letter", "field", "how", "confidence")),
        "tie_outs": _each(reading.tie_outs, ("place", "field", "stated", "computed")),
    }


def _question(question: Question, locale: Locale) -> dict[str, object]:
    return {
        **_fields(question, ("id", "key")),
        "text": question.text.in_(locale),
        "choices": {value: text.in_(locale) for value, text in question.choices},
        **_fields(question, ("default", "answer")),
        "figures": {value: _figures(figures, locale) for value, figures in question.figures.items()},
    }


def _option(option: ReadingOption, locale: Locale) -> dict[str, object]:
    return {
        **_fields(option, ("id", "key")),
        "text": option.label.in_(locale),
        **_fields(option, ("found", "value")),
        "reason": option.reason.in_(locale),
        "choices": {value: text.in_(locale) for value, text in option.choices},
        "typed": option.typed,
        "figures": {value: _figures(figures, locale) for value, figures in option.figures.items()},
    }


def _risk(name: str, risk: Risk, locale: Locale) -> dict[str, object]:
    place = str(risk.place) if risk.place else ""
    return {
        "name": name,
        **_fields(risk, ("id", "key")),
        "place": place,
        "text": risk.text.in_(locale),
        "figures": _figures(risk.figures, locale),
    }


def _figures(figures: Iterable[ReadingFigure], locale: Locale) -> list[dict[str, object]]:
    return [{"label": one.label.in_(locale), **_fields(one, ("value", "unit"))} for one in figures]
