"""Each page on a tiny company: data, nothing for the filter, a viewer of few rows; both languages, both themes."""

import pytest

from tests.pages.stage import Stage
from tests.pages.tiny import everything

PAGES = {
    "overview": "pages.sales.overview",
    "analysis": "pages.sales.analysis",
    "leaderboard": "pages.sales.leaderboard",
    "targets": "pages.sales.targets",
    "receivables": "pages.money.receivables",
    "inventory": "pages.stock.inventory",
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    return Stage.of(tmp_path_factory.mktemp("tiny"), **everything())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_draws_with_data(stage, page, locale, theme):
    app = stage.show(PAGES[page], locale=locale, theme=theme)
    assert any(markdown.value.startswith("## ") for markdown in app.markdown)
