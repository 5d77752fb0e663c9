"""When the current version is damaged, every page shows the last good one and says so; the readiness route says no."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from pages.kit import startup
from sales_core.access.server import access
from sales_core.access.signin import SignIn
from tests.pages.stage import words
from tests.support.company import Company
from tests.support.coroutines import run_apart


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A company whose second version was cut: its figures were 300, those of the first 100."""
    root = tmp_path_factory.mktemp("damaged")
    company = Company(root)
    company.load("sales-1.csv", [{"date": "2026-05-01", "branch": "SH", "customer": "C1", "amount": 100}])
    company.load("sales-2.csv", [{"date": "2026-06-01", "branch": "SH", "customer": "C1", "amount": 200}])
    company.store.current().close()
    path = company.store.path(2)
    company.appdb.close()
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_HOME", str(root / "home"))
        st.cache_resource.clear()
        yield root
        st.cache_resource.clear()


def _page(page: str, language: str) -> None:
    from pages.kit.app_frame import _Run, _show
    from pages.kit.context import opened_workspace
    from pages.kit.page_spec import product_pages
    from sales_core.kernel.company import MAIN
    from sales_core.kernel.terms import LOCAL_ADMIN

    (spec,) = [one for one in product_pages() if one.id == page]
    _show(spec, _Run(LOCAL_ADMIN, language, "session", opened_workspace(), MAIN, ()))


@pytest.mark.parametrize(
    ("page", "language"),
    [("overview", "zh"), ("overview", "en"), ("history", "zh"), ("upload", "en"), ("health", "zh")],
)
def test_the_last_good_version_is_shown_with_a_banner(damaged: Path, page: str, language: str) -> None:
    run = AppTest.from_function(_page, default_timeout=60, args=(page, language)).run()
    assert not run.exception
    (banner,) = [one.value for one in run.error if "rebuild 2" in one.value and "versions" in one.value][:1]
    assert ("最近一个完好的版本" if language == "zh" else "the last good one") in banner
    assert "△" not in words(run)


def test_readiness_is_refused_and_liveness_is_not(damaged: Path) -> None:
    door = SignIn(access, "/overview", startup.make, startup.ready, startup.answer)
    scope = {"type": "http", "method": "GET", "path": "/readyz", "headers": []}
    assert run_apart(door.readiness(Request(scope))).status_code == 503


def test_a_company_in_order_is_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_HOME", str(tmp_path / "other"))
    st.cache_resource.clear()
    assert startup.ready()
    st.cache_resource.clear()
