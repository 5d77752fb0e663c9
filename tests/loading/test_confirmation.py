"""Nothing that rests on a guess is loaded by a mere yes: a risk wants its name, a question without a default its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.kernel.errors import ConfirmationNeededError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Text
from sales_core.kernel.units import Unit
from sales_core.loading.plan_file import plan_as_json, plan_from_json
from sales_core.recognition.reading import Answers, FileReading, Question, ReadingFigure, Risk
from tests.support.company import Company
from tests.support.reader import plain_reader

ROWS = [{"date": "2026-05-01", "customer": "C1", "product": "P1", "quantity": 10, "amount": 100}]
STAKE = ReadingFigure(Text("dataset.sales.amount.label"), Decimal(100), Unit.MONEY)


def _risky(*ids: str, asks: bool = False) -> object:
    """The plain reader, whose table rests on guesses."""

    def read(path: Path, **rest: object) -> FileReading:
        reading = plain_reader(path, **rest)  # type: ignore[arg-type]
        (table,) = reading.tables
        risks = tuple(Risk(one, table.key, Text.verbatim(one), (STAKE,)) for one in ids)
        choices = (("a", Text.verbatim("A")), ("b", Text.verbatim("B")))
        answers = rest["answers"]
        assert isinstance(answers, Answers)
        given: Mapping[str, str] = answers.answers.get("*", {})
        question = Question(
            "which", table.key, Text.verbatim("?"), choices, answer=given.get("which"), figures={"a": (STAKE,)}
        )
        return replace(reading, tables=(replace(table, risks=risks, questions=(question,) if asks else ()),))

    return read


def _company(root: Path, reader: object) -> Company:
    return Company(root, reader)  # type: ignore[arg-type]


def test_yes_takes_no_risk_and_its_name_does(tmp_path: Path) -> None:
    company = _company(tmp_path, _risky("sum_rows", "loses"))
    plan = company.plan("sales-may.csv", ROWS)
    assert plan.ready
    assert plan.needs_confirmation
    with pytest.raises(ConfirmationNeededError, match="sum_rows, loses"):
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    with pytest.raises(ConfirmationNeededError, match="consent before anything is loaded: loses"):
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=["sum_rows"])
    assert company.appdb.current_version() == 0
    assert company.uploads.commit(plan.id, LOCAL_ADMIN, accepted=["sum_rows", "loses"]).version == 1


def test_a_name_that_is_no_risk_is_an_error(tmp_path: Path) -> None:
    company = _company(tmp_path, _risky("sum_rows"))
    plan = company.plan("sales-may.csv", ROWS)
    with pytest.raises(UsageError, match=r"sum_row.*sum_rows"):
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=["sum_row"])


def test_the_same_risk_of_two_tables_is_accepted_twice(tmp_path: Path) -> None:
    company = _company(tmp_path, _risky("sum_rows"))
    files = [company.file("sales-may.csv", ROWS), company.file("sales-june.csv", [{**ROWS[0], "date": "2026-06-01"}])]
    plan = company.uploads.plan(files, LOCAL_ADMIN)
    names = tuple(plan.risk_names)
    assert names == ("sales-may.csv!:sum_rows", "sales-june.csv!:sum_rows")
    with pytest.raises(ConfirmationNeededError, match="sales-june"):
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=names[:1])
    assert company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=names).version == 1


def test_a_question_without_a_default_is_named_and_its_figures_outlive_the_process(tmp_path: Path) -> None:
    company = _company(tmp_path, _risky("sum_rows", asks=True))
    plan = company.plan("sales-may.csv", ROWS)
    with pytest.raises(ConfirmationNeededError, match="answer before anything is loaded: which"):
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=["sum_rows"])
    kept = plan_from_json(plan_as_json(plan))
    assert kept is not None
    assert kept.questions[0].figures == {"a": (STAKE,)}
    assert kept.risks == plan.risks

    answered = company.plan("sales-may.csv", ROWS, answers=Answers(answers={"*": {"which": "a"}}))
    assert company.uploads.commit(answered.id, LOCAL_ADMIN, accepted=["sum_rows"]).version == 1


def test_texts_of_what_is_open_name_it_in_every_language(tmp_path: Path) -> None:
    company = _company(tmp_path, _risky("sum_rows"))
    plan = company.plan("sales-may.csv", ROWS)
    with pytest.raises(ConfirmationNeededError) as refused:
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    assert all("sum_rows" in refused.value.describe(locale) for locale in ("zh", "en"))
