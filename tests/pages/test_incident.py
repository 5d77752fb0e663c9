"""A screen that failed shows a number, and the log has the traceback under it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sales_core.kernel.log import start_log, stop_log
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.pages.stage import words
from tests.support.log import incident_in, log_records


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SALES_HOME", str(tmp_path / "home"))
    st.cache_resource.clear()
    start_log(tmp_path / "log")
    yield tmp_path / "log"
    stop_log()
    st.cache_resource.clear()


def _page_with_a_defect() -> None:
    from pages.kit.app_frame import _Run, _show
    from pages.kit.context import PageContext, opened_workspace
    from pages.kit.page_spec import PageSpec
    from sales_core.kernel.company import MAIN
    from sales_core.kernel.terms import LOCAL_ADMIN

    def draw(page: PageContext) -> None:
        raise ZeroDivisionError(f"on version {page.version}")

    _show(
        PageSpec("broken", draw=draw, has_bar=False, needs_data=False),
        _Run(LOCAL_ADMIN, "en", "session", opened_workspace(), MAIN, ()),
    )


def _page_that_refuses() -> None:
    from pages.kit.empty_states import screen_border
    from sales_core.kernel.errors import UsageError
    from sales_core.kernel.terms import Text

    with screen_border("zh", "number", "4f2a"):
        raise UsageError(Text("error.version", {"version": 9}))


def test_a_defect_of_a_page(log: Path) -> None:
    shown = words(AppTest.from_function(_page_with_a_defect, default_timeout=30).run())
    assert "Incident" in shown
    found = incident_in(log, shown)
    assert found["level"] == "error"
    assert "ZeroDivisionError: on version 0" in found["exception"]
    assert (found["page"], found["viewer"], found["version"]) == ("broken", LOCAL_ADMIN.name, 0)
    assert found["request"]


def test_a_refusal_has_its_sentence_and_a_number_too(log: Path) -> None:
    shown = words(AppTest.from_function(_page_that_refuses, default_timeout=30).run())
    assert "9" in shown
    found = incident_in(log, shown)
    assert (found["level"], found["page"], found["viewer"]) == ("warning", "number", "4f2a")
    assert "UsageError" in found["exception"]


def _page_that_works() -> None:
    from pages.kit.app_frame import _Run, _show
    from pages.kit.context import opened_workspace
    from pages.kit.page_spec import PageSpec
    from sales_core.kernel.company import MAIN
    from sales_core.kernel.terms import LOCAL_ADMIN

    _show(
        PageSpec("fine", draw=lambda _: None, has_bar=False, needs_data=False),
        _Run(LOCAL_ADMIN, "en", "session", opened_workspace(), MAIN, ()),
    )


def test_every_run_of_a_page_is_a_line(log: Path) -> None:
    AppTest.from_function(_page_that_works, default_timeout=30).run()
    (found,) = [one for one in log_records(log) if one["event"] == "page drawn"]
    assert (found["page"], found["version"], found["level"]) == ("fine", 0, "info")
    assert found["seconds"] >= 0
