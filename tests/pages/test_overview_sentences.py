"""Below the fold of the overview: sentences whose figures are the page's, and one line on the data."""

from datetime import date
from decimal import Decimal

import pytest

from sales_core.analysis.data.health import data_health
from sales_core.analysis.sales.selection import Selection
from sales_core.appdb.records import Version
from sales_core.boards.overview.sentences import health_line
from sales_core.boards.sales.narration import narrative_sentence
from sales_core.kernel import clock
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from tests.pages.stage import Stage, board_context, words
from tests.pages.tiny import everything
from tests.support.narration import narrate


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after the data's last: whether data are late is judged against the calendar."""
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("told"), **everything())


def version(**last: str) -> Version:
    periods = {name: {month: (1, Decimal(1))} for name, month in last.items()}
    return Version(1, clock.now(), "ann", 0, "load", "a.csv", "1.duckdb", "2026-05-20", {}, {}, periods, (1,))


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_each_clause_is_the_number_it_links_to(stage: Stage, locale: str) -> None:
    page = stage.context(locale=locale)
    context = board_context(page)
    sentences = narrate(page.workspace.figures, page.viewer, Selection(page.period))
    assert 3 <= len(sentences) <= 6
    linked = 0
    for sentence in sentences:
        for clause in narrative_sentence(context, sentence).clauses:
            if clause.query is not None and sentence.key != "narrator.way_back":
                value = context.run(clause.query).one()[clause.metric]
                assert clause.text.lstrip("−") == context.short(clause.metric, value).lstrip("−")
                linked += 1
    assert linked >= 5


def test_the_overview_tells(stage: Stage) -> None:
    assert "数字在说什么" in words(stage.show("overview"))
    assert "What the numbers say" in words(stage.show("overview", locale="en"))


def test_one_line_on_the_data(stage: Stage) -> None:
    # E3 sold nothing since March, so neither 北京 nor C3 is missing against April; stock is two months behind.
    page = stage.context()
    known = version(sales="2026-05", targets="2026-12", stock="2026-03")
    line = health_line(board_context(page), data_health(page.workspace.figures, known, LOCAL_ADMIN))
    assert line == (
        "✓ 销售明细 2026-05 · ✓ 目标 2026-12 · ▼ 库存 2026-03 · ○ 应收单据 从未上传"
        " · ✓ 上月有销售而本月尚无的分公司 0 个 · ✓ 上月买过而本月尚未买的客户 0 个"
    )


def test_the_line_names_only_what_the_viewer_may_see(stage: Stage) -> None:
    viewer = Viewer("e1", Role.REP, Scope.of({"rep": ("E1",)}))
    page = stage.context(viewer=viewer)
    line = health_line(board_context(page), data_health(page.workspace.figures, version(sales="2026-05"), viewer))
    assert "库存" not in line
    assert "应收" in line


def test_the_strip_stands_at_the_bottom_when_the_version_is_known(stage: Stage) -> None:
    with stage.workspace.appdb.transaction() as connection:
        stage.workspace.appdb.history.add_version(connection, version(sales="2026-05"))
    assert "✓ 销售明细 2026-05" in words(stage.show("overview"))
    assert date(2026, 5, 20) == stage.context().as_of
