"""The only module of the oracle that imports the product: what is renamed or moved there is mended here alone.

Companies are loaded through the ordinary load path into a state directory of their own.
"""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.kernel import clock
from sales_core.kernel.query import Compare, Filter, Query, Value
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.recognition.reading import Answers
from tests.oracle.companies import Company

MANAGER = "经理"
_START = datetime(2001, 2, 3, 4, 5, tzinfo=UTC)
#: Stands for the first row of the table that sets a choice.
FIRST = "first"


@dataclass(frozen=True)
class Opened:
    """A company that was loaded: its workspace, and the two people whose figures are frozen."""

    company: Company
    home: Path
    workspace: Workspace

    @property
    def version_file(self) -> Path:
        """The DuckDB file of the current version."""
        return self.workspace.store.path(self.workspace.appdb.current_version())

    @property
    def viewers(self) -> dict[str, Viewer]:
        """The local administrator and a manager of one scope, who has the same rights as in the product."""
        return {"admin": LOCAL_ADMIN, "manager": Viewer(MANAGER, Role.MANAGER, Scope.of(dict(self.company.manager)))}


@contextmanager
def loaded(company: Company, root: Path) -> Iterator[Opened]:
    """The company loaded below `root`, as `load` does it, and opened."""
    load(company, root / "home", files_of(company, root))
    with opened(company, root / "home") as it:
        yield it


def load(company: Company, home: Path, files: Path) -> None:
    """Loads the company into the state directory `home`, with its own today and a clock that starts in 2001; raises
    AssertionError when a file is refused.
    """
    _load(company, home, files, _drops(company), _START)


def load_later(company: Company, home: Path, files: Path) -> None:
    """Loads what the invented company has beside the frozen loads into a state directory that has those."""
    from data.demo import LOADS

    drops = [load.files for load in LOADS if load.name not in FROZEN_LOADS]
    _load(company, home, files, drops, _START + timedelta(minutes=30))


def _load(company: Company, home: Path, files: Path, drops: Sequence[Sequence[str]], start: datetime) -> None:
    with _at(company, home, start):
        workspace = Workspace.open(Settings(home=Home(home).make()))
        for names in drops:
            given = Answers(answers={name: {"dataset": company.kinds[name]} for name in names if name in company.kinds})
            plan = workspace.uploads.plan([(name, files / name) for name in names], LOCAL_ADMIN, given)
            assert not plan.errors, [(problem.code, str(problem.place)) for problem in plan.errors]
            workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
        workspace.appdb.close()


@contextmanager
def opened(company: Company, home: Path) -> Iterator[Opened]:
    """The loaded company with its two accounts, an hour after its first load."""
    with _at(company, home, _START + timedelta(hours=1)):
        workspace = Workspace.open(Settings(home=Home(home)))
        workspace.accounts.add("admin", Role.ADMIN, by="oracle")
        workspace.accounts.add(MANAGER, Role.MANAGER, Scope.of(dict(company.manager)), by="oracle")
        yield Opened(company, home, workspace)


@contextmanager
def _at(company: Company, home: Path, start: datetime) -> Iterator[None]:
    moments = (start + timedelta(seconds=number) for number in itertools.count())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", company.today)
        patch.setenv("SALES_HOME", str(home))
        patch.setattr(clock, "now", lambda: next(moments))
        yield


def files_of(company: Company, root: Path) -> Path:
    """The folder of the company's files; those of an invented one are written below `root`."""
    if company.folder is not None:
        return company.folder
    from data.demo import write_company

    write_company(root / "files", company.scale)
    return root / "files"


#: What the invented company loaded with 0.1; what it loads since is in no frozen figure.
FROZEN_LOADS = frozenset({"masters", "plans", "history", "cash", "stock", "outlets", "september", "october"})


def _drops(company: Company) -> Sequence[Sequence[str]]:
    if company.folder is not None:
        return company.drops
    from data.demo import LOADS

    masters, *others = (load.files for load in LOADS if load.name in FROZEN_LOADS)
    # The small company in two drops: masters, then everything else.
    return (masters, *others) if company.scale == 1 else (masters, [name for files in others for name in files])


def metrics() -> dict[str, tuple[str, ...]]:
    """Every metric and the dimensions it can be split by."""
    return {name: dimensions_of(product(), name) for name in product().metrics}


def answer(
    opened: Opened,
    metric: str,
    period: str,
    *,
    by: Sequence[str] = (),
    viewer: str = "admin",
    compare: str = "",
    where: Mapping[str, str] | None = None,
) -> tuple[Sequence[Mapping[str, Value]], list[object]]:
    """The Result of one metric: its rows; and the period, the compared period and the as-of day it speaks for."""
    query = Query(
        (metric,),
        tuple(by),
        Period.parse(period),
        tuple(Filter(name, (value,)) for name, value in (where or {}).items()),
        Compare(compare) if compare else None,
    )
    found = opened.workspace.figures.run(query, opened.viewers[viewer])
    about: list[object] = [
        str(found.period),
        str(found.compared or ""),
        str(found.as_of),
        found.partial,
        found.currency,
    ]
    return found.rows, about


def command(words: Sequence[str], locale: str) -> tuple[int, str, str]:
    """Exit code, output and errors of `python -m sales_core WORDS` on the company of SALES_HOME."""
    from sales_core.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("SALES_LANG", locale)
        try:
            code = main(list(words))
        except SystemExit as stop:
            code = int(stop.code or 0)
    return code, out.getvalue(), err.getvalue()


def datasets() -> tuple[str, ...]:
    """Every dataset id."""
    from sales_core.catalogue.catalogue import product

    return tuple(product().datasets)


#: The pages of the product, and what is switched on them: name → (page id, its choices or the state of its widgets).
PAGES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "overview": ("overview", {}),
    "overview, why": ("overview", {"why": "1"}),
    "targets": ("targets", {}),
    "targets, tree": ("targets", {"level": "tree"}),
    "targets, reps": ("targets", {"level": "rep", "months_by": "rep"}),
    "targets, categories": ("targets", {"level": "category"}),
    "targets, channels": ("targets", {"level": "channel"}),
    "targets, customers": ("targets", {"level": "customer", "months_by": "region"}),
    "leaderboard": ("leaderboard", {}),
    "leaderboard, score": ("leaderboard", {"measure": "score"}),
    "leaderboard, scheme": ("leaderboard", {"measure": "scheme_score"}),
    "leaderboard, branches": ("leaderboard", {"measure": "net_sales", "level": "branch"}),
    # 0.1 did not take a cohort or a basis of the bridge from outside: what is frozen is without.
    "leaderboard, growth": ("leaderboard", {"measure": "yoy"}),
    "analysis": ("analysis", {}),
    "analysis, target": ("analysis", {}),
    "analysis, products": ("analysis", {"by": "product"}),
    "inventory": ("inventory", {}),
    "inventory, excess": ("inventory", {"view": "excess"}),
    "inventory, expiry": ("inventory", {"view": "expiry"}),
    "inventory, distributors": ("inventory", {"view": "distributors"}),
    "inventory, classes": ("inventory", {"view": "classes"}),
    "receivables": ("receivables", {}),
    "receivables, customer": ("receivables", {"customer": FIRST}),
    "receivables, credit": ("receivables", {"view": "credit"}),
    "receivables, cash": ("receivables", {"view": "cash"}),
    "receivables, documents": ("receivables", {"basis": "document", "split": "branch"}),
    "upload": ("upload", {}),
    "history": ("history", {}),
    "health": ("health", {}),
    "people": ("people", {}),
}
#: Pages about the state directory, for those with the right only; the others take period and filters.
FOR_ADMINISTRATORS = ("people",)
WITHOUT_PERIOD = ("upload", "history", "health")
#: Columns of the version file that have another name now: today's → 0.1's.
COLUMN_NAMES: Mapping[str, str] = {"partition": "slice"}
_STAGE: dict[str, Any] = {}


class PageFailedError(Exception):
    """A page raised while it was drawn."""


@dataclass(frozen=True)
class Shown:
    """A page that was drawn: the element tree, and the downloads it offers by file name."""

    tree: Any
    offers: Mapping[str, Callable[[], bytes]]


def shown(opened: Opened, name: str, locale: str, viewer: str, period: str, *, region: str = "") -> Shown:
    """One page drawn once by Streamlit's AppTest; raises PageFailedError."""
    from pages.kit.board_page import draw_board
    from pages.kit.page_spec import product_pages

    page_id, state = PAGES[name]
    (spec,) = [spec for spec in product_pages() if spec.id == page_id]
    context = _context(opened, viewer, locale, period, region)
    if (board := spec.board) is None:
        assert spec.draw is not None
        return _drawn(spec.draw, context, state)
    asked = {choice: _first_row(context, board, choice) if value is FIRST else value for choice, value in state.items()}
    return _drawn(lambda given: draw_board(given, board, spec.widgets), context, {}, asked)


def _first_row(context: Any, board: Any, choice: str) -> str:
    """The key of the first row of the table that sets the choice; empty when it has none."""
    from sales_core.api import Ask, OpenBoard

    ask = Ask(context.viewer, context.version, context.period, context.filters, {}, context.locale)
    return next(iter(OpenBoard(board, ask, context.workspace).options(choice)), "")


def number_shown(opened: Opened, metric: str, locale: str, viewer: str, period: str) -> Shown:
    """The page of one number: what it means, how it came about, the rows behind it."""
    from pages.kit import number_id

    page = _context(opened, viewer, locale, period)
    return _drawn(
        lambda given: number_id.body(given, Query((metric,), period=given.period, filters=given.filters), metric),
        page,
        {},
    )


def statement_workbook(opened: Opened, customer: str, period: str, locale: str) -> bytes:
    """The statement of account of one customer, as the workbook that is sent."""
    from sales_core.analysis.receivables.statement import customer_statement
    from sales_core.reports.statement import write_statement

    context = _context(opened, "admin", locale, period)
    reader = opened.workspace.figures.reader(context.viewer, context.version)
    covered = context.period.clipped(context.as_of) or context.period
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.xlsx"
        write_statement(customer_statement(reader, customer, covered), path, locale, company="")
        return path.read_bytes()


def _context(opened: Opened, viewer: str, locale: str, period: str, region: str = "") -> Any:
    from pages.kit.context import PageContext

    snapshot = opened.workspace.store.current()
    return PageContext(
        workspace=opened.workspace,
        viewer=opened.viewers[viewer],
        locale=locale,
        theme="light",
        version=snapshot.version,
        is_latest=True,
        as_of=snapshot.as_of,
        currency=snapshot.currency,
        period=Period.parse(period),
        filters=(Filter("region", (region,)),) if region else (),
        session="oracle",
    )


def _drawn(
    render: Callable[[Any], object], page: Any, state: Mapping[str, object], asked: Mapping[str, Any] | None = None
) -> Shown:
    from streamlit.testing.v1 import AppTest

    from sales_core.boards.recipes import make_export

    workspace = page.workspace
    workspace.exports = offered = _Offers()
    _STAGE.update(page=page, render=render)
    app = AppTest.from_function(_script, default_timeout=120)
    for key, value in state.items():
        app.session_state[key] = value
    for key, value in (asked or {}).items():
        app.query_params[key] = value
    app.run()
    if app.exception:
        raise PageFailedError("\n".join([app.exception[0].message, *app.exception[0].stack_trace[-6:]]))
    return Shown(
        app._tree,
        {one.name: partial(make_export, workspace, one.recipe, one.viewer) for one in offered.exports},
    )


class _Offers:
    """Takes the place of `Workspace.exports`: what a page offers, in order."""

    def __init__(self) -> None:
        self.exports: list[Any] = []

    def offer(self, *exports: Any) -> tuple[str, ...]:
        """Remembers them; their paths lead nowhere."""
        self.exports += exports
        return tuple("/export/none" for _ in exports)


def staged() -> tuple[Any, Callable[[Any], None]]:
    """The page context and the function that the script draws."""
    return _STAGE["page"], _STAGE["render"]


def _script() -> None:
    import streamlit as st

    from tests.oracle.adapter import staged

    st.cache_data.clear()
    page, render = staged()
    render(page)


def addresses() -> set[str]:
    """The address of every page of the product."""
    from pages.kit.page_spec import product_pages

    return {spec.id for spec in product_pages()}
