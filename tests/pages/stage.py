"""Runs one page as Streamlit's AppTest does, on a real store."""

import importlib
from dataclasses import dataclass
from types import SimpleNamespace

from streamlit.testing.v1 import AppTest

from pages.kit.app_frame import draw_page
from pages.kit.context import PageContext
from pages.kit.page_spec import product_pages
from sales_core.api import Ask, BoardContext
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.records.service import Records
from sales_core.semantic.service import MetricService
from tests.support.stores import make_store

_SET = {}


def workspace_of(store, appdb):
    """What pages need of a workspace, over a store of the test."""
    figures = MetricService(store, appdb, product())
    kept = Records(product(), appdb, figures)
    return SimpleNamespace(store=store, appdb=appdb, figures=figures, records=kept)


@dataclass
class Stage:
    """A workspace as pages know it, opened on a store of the test."""

    workspace: SimpleNamespace

    @classmethod
    def of(cls, path, **datasets):
        """A stage on a store of these rows."""
        store = make_store(path, **datasets)
        appdb = AppDatabase(path / "home" / "ledger.sqlite")
        return cls(workspace_of(store, appdb))

    def context(self, *, locale="zh", theme="light", viewer=LOCAL_ADMIN, period="2026-05", **filters):
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

    def show(self, page, choices=None, **given):
        """The page with this id drawn once at these choices; raises what the page raised."""
        (spec,) = [spec for spec in product_pages() if spec.id == page]
        return self.draw_spec(spec, choices, **given)

    def draw(self, module, name, *values):
        """One part of a page: the function `name` of a module, given the page and `values`."""
        part = getattr(importlib.import_module(module), name)
        _SET["page"] = self.context()
        _SET["render"] = lambda context: part(context, *values)
        return self._run(None, in_address=False)

    def draw_spec(self, spec, choices=None, **given):
        """A page drawn once by its declaration."""
        _SET["page"] = self.context(**given)
        _SET["render"] = lambda context: draw_page(spec, context)
        return self._run(choices, in_address=spec.board is not None)

    @staticmethod
    def _run(choices, *, in_address):
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


def staged():
    """What the script draws."""
    return _SET["page"], _SET["render"]


def _script():
    import streamlit as st

    from tests.pages.stage import staged

    st.cache_data.clear()
    page, render = staged()
    render(page)


def board_context(page):
    """What the functions of a board are given for this page."""

    def no_choice(name):
        raise KeyError(name)

    ask = Ask(page.viewer, page.version, page.period, page.filters, {}, page.locale)
    return BoardContext(ask, page.workspace, no_choice)


def words(app):
    """All text of the page in one string."""
    return "\n".join(str(element.value) for kind in ("markdown", "caption") for element in getattr(app, kind))
