"""What a generated company is: files dropped one after another, and the figures that are then true."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import RefusedError
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.loading.plan import Plan
from tests.recognition.generated.case import Columns, delimited, table, word
from tests.support.preview_figures import assert_preview_is_pages

RIGHT, ASKED, REFUSED, SILENT = "right", "asked", "refused", "silent"
Records = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class File:
    """One file of a drop."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Figure:
    """A metric of a period and what it is; None = unknown."""

    metric: str
    period: str
    value: Decimal | None
    is_flow: bool = False
    """Of a flow without rows in the period nothing or zero may be told."""
    on: Callable[[date], Decimal | None] | None = None
    """Of a level: what it is on a day. A month that the data leave early ends on a day that the answer tells."""


@dataclass(frozen=True)
class Company:
    """`steps`: drops, each loaded by a plain yes. `must_refuse`: the last drop may not load."""

    today: date
    steps: Sequence[Sequence[File]]
    figures: Sequence[Figure] = ()
    must_refuse: bool = False
    closed: str = ""
    """A month that is closed before the last drop."""
    may_refuse: frozenset[str] = field(default_factory=frozenset)
    notes: str = ""


CompanyMaker = Callable[[Random], Company]


def file_of(rng: Random, dataset: str, language: str, name: str, records: Records) -> File:
    """Records as a file with headers of the language, in any order of columns."""
    names = list(dict.fromkeys(column for record in records for column in record))
    columns: Columns = [(word(rng, dataset, one, language), [record.get(one) for record in records]) for one in names]
    return File(name, delimited(table(rng, columns)))


def judge_company(company: Company, root: Path) -> tuple[str, str]:
    """(how it ended, what is wrong with that)."""
    workspace = Workspace.open(Settings(home=Home(root).make()))
    for number, step in enumerate(company.steps, start=1):
        is_last = number == len(company.steps)
        if is_last and company.closed:
            workspace.uploads.months.close(company.closed, LOCAL_ADMIN)
        plan = workspace.uploads.plan([_written(root, file) for file in step], LOCAL_ADMIN)
        if plan.unanswered or plan.risks:
            return ASKED, ""
        codes = {problem.code for problem in plan.errors}
        if codes or not _committed(workspace, plan):
            is_right = (is_last and company.must_refuse) or (codes and codes <= company.may_refuse)
            return REFUSED, "" if is_right else f"step {number} refused for {sorted(codes)}"
    if company.must_refuse:
        return SILENT, "the last drop may not load"
    wrong = [text for one in company.figures if (text := _wrong(workspace, one))]
    return (SILENT, "; ".join(wrong)) if wrong else (RIGHT, "")


def _written(root: Path, file: File) -> tuple[str, Path]:
    path = root / "dropped"
    path.mkdir(exist_ok=True)
    (path / file.name).write_bytes(file.content)
    return file.name, path / file.name


def _committed(workspace: Workspace, plan: Plan) -> bool:
    try:
        workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    except RefusedError:
        return False
    assert_preview_is_pages(workspace, plan)
    return True


def _wrong(workspace: Workspace, figure: Figure) -> str:
    query = Query((figure.metric,), period=Period.parse(figure.period))
    result = workspace.figures.run(query, LOCAL_ADMIN)
    got, value = result.one()[figure.metric], figure.value
    told = [one for one in result.coverage if one.metric == figure.metric and one.period]
    if figure.on is not None and told and told[0].partial and told[0].period is not None:
        value = figure.on(told[0].period.end)
    if got is None or value is None:
        is_right = got is value or (figure.is_flow and not got and not value)
    else:
        is_right = abs(Decimal(str(got)) - value) <= Decimal("0.0001")
    return "" if is_right else f"{figure.metric} of {figure.period}: {got} not {value}"
