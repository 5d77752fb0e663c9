"""Links to the page of a customer, rep, product or branch that something shown is about."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.kit import url_state
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import Filter

#: What stays of the address; filters of the bar would hide the subject.
CARRIED = ("lang", "lens", "v", "period")
_PAGE = "profile"


def carried() -> dict[str, str]:
    """The parameters of the address that go along to another page."""
    return {name: found for name in CARRIED if (found := url_state.one(name))}


def draw(context: PageContext, filters: Iterable[Filter]) -> None:
    """A link for every filter on one thing that has a profile; nothing on its own page or where there is none."""
    page = st.session_state.get("pages", {}).get(_PAGE)
    for item in filters:
        entity = context.catalogue.entities.get(item.dimension)
        if page is None or entity is None or entity.profile is None or len(item.values) != 1:
            continue
        code = item.values[0]
        if code and url_state.one("code") != code:
            name = literal(context.label(item.dimension, code))
            label = context.t("profile.open", kind=context.say(entity.label), name=name)
            st.page_link(page, label=f"{label} →", query_params=carried() | {"kind": item.dimension, "code": code})
