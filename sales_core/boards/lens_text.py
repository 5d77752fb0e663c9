"""What the screen-share lens does to amounts, in words."""

from __future__ import annotations

from sales_core.boards.context import Company
from sales_core.i18n import t
from sales_core.i18n.catalogue import Locale
from sales_core.kernel.terms import MoneyForm, Viewer


def lens_text(company: Company, viewer: Viewer, locale: Locale) -> str:
    """How amounts are to be read while the lens is on; empty for who looks through none."""
    if not viewer.has_lens:
        return ""
    scale = company.figures.money_scale(viewer)
    if scale is None:
        return t("lens.said_exact" if viewer.amounts is MoneyForm.EXACT else "lens.said_none", locale)
    return t(f"lens.said_{scale.form.value}", locale, base=scale.name.in_(locale))
