"""The drawer of a number: values in its formula, and rows behind it under words, with file, sheet and row."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit import number_id
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import facts_of
from sales_core.catalogue.metric import Fact
from sales_core.kernel.query import Query
from sales_core.kernel.terms import Period
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

FACTS = {fact.id: fact for name in product().metrics for fact in facts_of(product(), name)}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after the last sale: later, the calendar would say that May is over."""
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("number"), **everything())


def drawn(stage: Stage, metric: str) -> AppTest:
    return stage.draw("pages.kit.number_id", "body", Query((metric,), period=Period.parse("2026-05")), metric)


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_every_column_of_rows_behind_has_words(fact: Fact) -> None:
    shown = [*fact.detail, *fact.dimensions]
    for origin in fact.origins:
        shown += [*origin.detail, *origin.derived]
        assert origin.id in number_id._kinds(product())
    headers = number_id._headers(product())
    for name in shown:
        assert headers[name].in_("zh")
        assert headers[name].in_("en") != name
    assert headers["kind"].in_("en") == "Movement", "not whether an expense is budget or actual"


def test_the_landing_is_shown_with_its_values(stage: Stage) -> None:
    formula = drawn(stage, "landing").code[0].value
    assert formula.startswith("净销售额 + 预计剩余\n= 实际 ")
    assert "个销售日预计" in formula


def test_a_mistyped_code_is_told_below_its_field(stage: Stage) -> None:
    app = stage.show("n", {"code": "N-NONE"}, locale="en")
    (told,) = app.error
    assert "N-NONE" in told.value
    app.text_input[0].set_value("").run()
    assert not app.error


def test_a_balance_lists_its_documents_and_the_masters_row(stage: Stage) -> None:
    app = drawn(stage, "over_limit_amount")
    table = app.dataframe[0].value
    assert set(table["fact"]) == {"应收变动", "客户档案"}
    headers = {
        name: column["label"]
        for name, column in json.loads(app.dataframe[0].proto.columns).items()
        if "label" in column
    }
    assert set(headers) == set(table.columns)
    assert {"明细类别", "工作表", "行号", "变动类型", "余额"} <= set(headers.values())
    assert table["source_row"].notna().all()


def test_a_number_is_told_against_last_year_month_by_month_and_by_its_parts(stage: Stage) -> None:
    app = drawn(stage, "net_sales")
    shown = words(app)
    assert "与去年相比" in shown
    assert "较去年同期" in shown
    (split,) = (one for one in app.selectbox if one.label == "最大的部分，按")
    assert len(split.options) > 3
    assert len(app.table) == 2, "what it counts, and its largest parts"
    assert len(app.get("plotly_chart")) == 1, "its thirteen months"
