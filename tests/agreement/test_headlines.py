"""The headline of each page says the figures that Number ID explains, in the page's own way of writing them."""

from decimal import Decimal

import pytest

from sales_core.api.workspace import Workspace
from sales_core.i18n.catalogue import Locale
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.pages.stage import Stage, board_context, words
from tests.support.present import float_of

#: The figures each headline is made of; a size is said where the words already say which way.
SAID = {
    "overview": ("days_ahead", "gap_to_pace", "landing_achievement"),
    "targets": ("net_sales", "achievement", "gap_to_pace", "landing", "landing_low", "landing_high"),
    "inventory": ("near_expiry_value", "excess_value"),
    "receivables": ("receivables_open", "receivables_overdue", "overdue_share"),
}


@pytest.fixture(scope="module")
def stage(workspace: Workspace) -> Stage:
    return Stage(workspace)


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("module", SAID)
def test_headline(stage: Stage, module: str, locale: Locale) -> None:
    page = stage.context(locale=locale)
    context = board_context(page)
    text = words(stage.show(module, locale=locale)).replace("\\", "")
    for metric in SAID[module]:
        value = page.workspace.figures.explain(context.query(metric), metric, LOCAL_ADMIN).value
        size = context.short(metric, abs(value) if isinstance(value, Decimal) else abs(float_of(value))).lstrip("−")
        assert size in text, (metric, size)
