"""Filters a figure can take. A filter that a fact does not carry is left out, and the page says so."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.kit.context import PageContext
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import supports


def narrowed(page: PageContext, *metrics: str) -> tuple[PageContext, tuple[str, ...]]:
    """The page with the filters that all of `metrics` can take, and the dimensions that were left out."""
    kept = tuple(f for f in page.filters if all(supports(product(), m, (f.dimension,)) for m in metrics))
    dropped = tuple(f.dimension for f in page.filters if f not in kept)
    return replace(page, filters=kept), dropped


def say_dropped(page: PageContext, dropped: tuple[str, ...]) -> None:
    """One line naming the filters that do not apply here; nothing when all do."""
    if dropped:
        names = ", ".join(page.say(product().dimension(name).label) for name in dropped)
        st.caption(page.t("pages.filters_not_applied", names=names))
