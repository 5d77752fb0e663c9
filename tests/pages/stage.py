"""Runs one page as Streamlit's AppTest does, on a real store."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from streamlit.testing.v1 import AppTest

from pages.kit.app_frame import draw_page
from pages.kit.context import PageContext, Theme
from pages.kit.page_spec import PageSpec, product_pages
from sales_core.access.accounts import Accounts
from sales_core.access.api_tokens import ApiTokens
from sales_core.access.exports import Exports
from sales_core.api import Ask, BoardContext, Headline, OpenBoard, Table
from sales_core.api.workspace import Workspace
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.i18n.catalogue import Locale
from sales_core.kernel.query import Filter
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Viewer
from sales_core.records.service import Records
from sales_core.semantic.service import MetricService
from sales_core.sending.service import Messages
from sales_core.warehouse.store import Store
from tests.support.stores import Rows, store_of

_SET: dict[str, Any] = {}


def workspace_of(store: Store, appdb: AppDatabase) -> Workspace:
    """What pages need of a workspace, over a store of the test."""
    figures = MetricService(store, appdb, product())
    kept = Records(product(), appdb, figures)
    accounts = Accounts(appdb)
    made = SimpleNamespace(
        store=store,
        appdb=appdb,
        figures=figures,
        records=kept,
        exports=Exports(appdb),
        accounts=accounts,
        tokens=ApiTokens(appdb, accounts),
        settings=Settings(Home(Path(str(appdb.engine.url.database)).parent)),
    )
    workspace = cast("Workspace", made)
    made.messages = Messages(appdb, accounts, workspace, product())
    return workspace


@dataclass
class Stage:
    """A workspace as pages know it, opened on a store of the test."""

    workspace: Workspace

    @classmethod
    def of(cls, path: Path, **datasets: Rows) -> Stage:
        """A stage on a store of these rows."""
        store = store_of(path, datasets)
        appdb = AppDatabase(path / "home" / "ledger.sqlite")
        return cls(workspace_of(store, appdb))

    def context(
        self,
        *,
        locale: Locale = "zh",
        theme: Theme = "light",
        viewer: Viewer = LOCAL_ADMIN,
        period: str = "2026-05",
        **filters: Sequence[str],
    ) -> PageContext:
        """The page context the shell would hand over."""
        snapshot = self.workspace.store.current()
        return PageContext(
            workspace=self.workspace,
            viewer=viewer,
            locale=locale,
            theme=theme,
            version=snapshot.version,
            is_latest=True,
            as_of=snapshot.as_of,
            currency="CNY",
            period=Period.parse(period),
            filters=tuple(Filter(name, tuple(values)) for name, values in sorted(filters.items())),
            session="test",
        )

    def show(self, page: str, choices: Mapping[str, str] | None = None, **given: Any) -> AppTest:
        """The page with this id drawn once at these choices; raises what the page raised."""
        (spec,) = [spec for spec in product_pages() if spec.id == page]
        return self.draw_spec(spec, choices, **given)

    def draw(self, module: str, name: str, *values: object) -> AppTest:
        """One part of a page: the function `name` of a module, given the page and `values`."""
        part = getattr(importlib.import_module(module), name)
        _SET["page"] = self.context()
        _SET["render"] = lambda context: part(context, *values)
        return self._run(None, in_address=False)

    def draw_spec(
        self, spec: PageSpec, choices: Mapping[str, str] | None = None, *, in_address: bool = False, **given: Any
    ) -> AppTest:
        """A page drawn once by its declaration; `in_address`: the choices stand in the URL, as those of a board do."""
        _SET["page"] = self.context(**given)
        _SET["render"] = lambda context: draw_page(spec, context)
        return self._run(choices, in_address=in_address or spec.board is not None)

    @staticmethod
    def _run(choices: Mapping[str, str] | None, *, in_address: bool) -> AppTest:
        app = AppTest.from_function(_script, default_timeout=30)
        for name, value in (choices or {}).items():
            if in_address:
                app.query_params[name] = value
            else:
                app.session_state[name] = value
        app.run()
        if app.exception:
            raise AssertionError(app.exception[0].message + "\n" + "\n".join(app.exception[0].stack_trace))
        return app


def staged() -> tuple[PageContext, Callable[[PageContext], object]]:
    """What the script draws."""
    return _SET["page"], _SET["render"]


def _script() -> None:
    import streamlit as st

    from tests.pages.stage import staged

    st.cache_data.clear()
    page, render = staged()
    render(page)


def board_context(page: PageContext) -> BoardContext:
    """What the functions of a board are given for this page."""

    def no_choice(name: str) -> str:
        raise KeyError(name)

    ask = Ask(page.viewer, page.version, page.period, page.filters, {}, page.locale)
    return BoardContext(ask, page.workspace, no_choice)


def words(app: AppTest) -> str:
    """All text of the page in one string, blanks that do not break as blanks."""
    found = (str(element.value) for kind in ("markdown", "caption") for element in getattr(app, kind))
    return "\n".join(found).replace("\N{NO-BREAK SPACE}", " ")


def sentence(board: OpenBoard) -> str:
    """The page's first sentence."""
    block = board.block("headline")
    assert isinstance(block, Headline)
    return block.sentence


def table(board: OpenBoard, name: str) -> Table:
    """A block that is a table."""
    block = board.block(name)
    assert isinstance(block, Table)
    return block
