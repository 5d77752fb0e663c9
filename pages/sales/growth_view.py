"""Growth 2×2: old and new products at old and new customers."""

from __future__ import annotations

from pages.kit import chart
from pages.kit.analysed import figured
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from sales_core.analysis.sales.growth import Cell, Growth, growth
from sales_core.charts.forms.ranked import Place, ranked
from sales_core.charts.theme import tone_of
from sales_core.format import period


def section(page: PageContext) -> None:
    """The four cells; they add up to the growth."""
    found = figured(page, growth)
    if found is None:
        return
    places = [
        Place(
            _key(cell),
            page.t(f"growth.{_key(cell)}"),
            cell.growth,
            tone=tone_of(float(cell.growth)),
            detail=page.t(
                "growth.detail",
                now=page.compact("net_sales", cell.now),
                before=page.compact("net_sales", cell.before),
            ),
        )
        for cell in found.cells
    ]
    note = page.t("growth.note", compared=period(found.compared, page.locale))
    chart.frame(page, message(page, found), ranked(places, look(page), moves=False, width=30), key="growth", note=note)


def message(page: PageContext, found: Growth) -> str:
    """Where growth comes from."""
    best = max(found.cells, key=lambda cell: cell.growth)
    total = page.compact("net_sales", abs(found.total))
    key = "growth.up" if found.total >= 0 else "growth.down"
    return page.t(key, total=total, best=page.t(f"growth.{_key(best)}"), amount=look(page).change(best.growth))


def _key(cell: Cell) -> str:
    return f"{'new' if cell.new_product else 'old'}_product_{'new' if cell.new_customer else 'old'}_customer"
