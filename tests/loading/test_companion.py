"""Sales and targets of one table: asked with both sums, loaded as both, remembered for the next month, undone as one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import Answers
from tests.support.company import Company
from tests.support.inline_reader import inline_reader

HEADER = "月份,大区,销售目标,销售额,达成率"
APRIL = ("2026-04,华东,1200,1100.50,0.92", "2026-04,华南,800,640,0.8", "2026-05,华东,1300,,")
MAY = ("2026-05,华东,1500,1404.25,0.94", "2026-05,华南,900,,")
QUESTION = "planned_and_sold"


def _plan(company: Company, name: str, lines: Sequence[str], **given: str) -> Plan:
    path = company.root / name
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return company.uploads.plan([(name, path)], LOCAL_ADMIN, Answers(answers={"*": given}))


def _commit(company: Company, plan: Plan) -> None:
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)


def _sold(company: Company) -> object:
    return company.one("SELECT sum(amount) FROM sales")


def _planned(company: Company) -> object:
    return company.one("SELECT sum(target) FROM targets")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return Company(tmp_path_factory.mktemp("companion"), inline_reader)


def test_both_are_asked_with_their_sums_loaded_remembered_and_undone_together(company: Company, tmp_path: Path) -> None:
    asked = _plan(company, "四月.csv", APRIL)
    (question,) = asked.unanswered
    assert (question.id, question.default) == (QUESTION, None)
    sums = {choice: [one.value for one in figures] for choice, figures in question.figures.items()}
    planned, sold = Decimal(3300), Decimal("1740.50")
    assert sums == {"both": [planned, sold], "targets": [planned], "sales": [sold]}
    assert not asked.loads

    plan = _plan(company, "四月.csv", APRIL, planned_and_sold="both")
    assert [one.dataset for one in plan.loads] == ["targets", "sales"]
    assert [one.count for one in plan.problems if one.code == "W_DATE_MONTH"] == [2], "of the months that have sales"
    _commit(company, plan)
    assert (_planned(company), _sold(company)) == (planned, sold)

    second = _plan(company, "五月.csv", MAY)
    assert not second.unanswered, "the layout says it"
    assert not [one for one in second.problems if one.code == "W_EXTRA_COLUMN" and "销售额" in str(one.value)]
    _commit(company, second)
    assert _planned(company) == Decimal(1200 + 800 + 1500 + 900), "May is replaced"
    assert _sold(company) == sold + Decimal("1404.25")

    undo = company.uploads.plan_undo(4, LOCAL_ADMIN)
    assert undo.label.split(", ")[0].startswith("#3 五月.csv")
    assert undo.label.split(", ")[1].startswith("#4 五月.csv"), "all that goes is named"
    company.uploads.commit(undo.id, LOCAL_ADMIN, confirmed=True)
    assert (_planned(company), _sold(company)) == (planned, sold), "the targets of the same table go with the sales"
    active = {one.id for one in company.appdb.history.uploads(active_only=True)}
    assert active == {1, 2}
    redo = company.uploads.plan_redo(3, LOCAL_ADMIN)
    assert redo.label == undo.label
    company.uploads.commit(redo.id, LOCAL_ADMIN, confirmed=True)
    assert {one.id for one in company.appdb.history.uploads(active_only=True)} == {1, 2, 3, 4}


@pytest.mark.parametrize(("answer", "dataset"), [("sales", "sales"), ("targets", "targets")])
def test_one_of_them_alone(company: Company, answer: str, dataset: str) -> None:
    lines = [line.replace("2026", "2027") for line in APRIL]
    plan = _plan(company, f"{answer}.csv", lines, planned_and_sold=answer)
    company.uploads.discard(plan.id, LOCAL_ADMIN)
    (load,) = plan.loads
    assert load.dataset == dataset
    assert set(load.sums.values()) == {Decimal("1740.50") if dataset == "sales" else Decimal(3300)}
