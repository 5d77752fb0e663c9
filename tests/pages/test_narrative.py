"""What the numbers say: sentences whose figures are the page's."""

import pytest

from sales_core.analysis.sales.selection import Selection
from sales_core.boards.sales.narration import narrative_sentence
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


def test_the_page_that_explains_tells(stage: Stage) -> None:
    assert "数字在说什么" in words(stage.show("analysis"))
    assert "What the numbers say" in words(stage.show("analysis", locale="en"))
