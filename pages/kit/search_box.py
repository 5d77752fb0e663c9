"""The search above every page: Ctrl K or a slash opens it, arrows choose, Enter goes to the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.kit import empty_states
from pages.kit.context import PageContext
from pages.kit.page_spec import PageSpec
from pages.kit.profile_link import carried
from sales_core.api import BoardContext, PageAddress, SearchHit, SearchPlace, search_hits
from sales_core.i18n import locales, t

_HERE = Path(__file__).parent
_KEY = "search_box"


def draw(context: PageContext, specs: tuple[PageSpec, ...]) -> None:
    """The button, the dialog behind it, and the way to what is picked. Typing redraws this alone."""

    @st.fragment
    def redrawn() -> None:
        with empty_states.screen_border(context.locale, _KEY, context.person):
            _box(context, specs)

    redrawn()


def _box(context: PageContext, specs: tuple[PageSpec, ...]) -> None:
    typed = str(st.session_state.get(_KEY, {}).get("typed") or "")
    # Every rerun of every page comes by, nearly always with nothing typed.
    hits = _hits(context, typed, specs) if typed else ()
    words = {name: context.t(f"search.{name}") for name in ("label", "placeholder", "keys", "close")}
    status = context.t("search.count", count=len(hits)) if hits else context.t("search.none", typed=typed)
    drawn = _component()(
        data={"typed": typed, "rows": [_row(context, hit) for hit in hits], "status": status if typed else "", **words},
        key=_KEY,
        on_typed_change=_nothing,
        on_picked_change=_nothing,
    )
    at = drawn.picked
    if isinstance(at, int) and 0 <= at < len(hits):
        _go(hits[at].address)


def _hits(context: PageContext, typed: str, specs: tuple[PageSpec, ...]) -> tuple[SearchHit, ...]:
    return search_hits(BoardContext(context.ask(), context.workspace, lambda _: ""), typed, _places(context, specs))


def _places(context: PageContext, specs: tuple[PageSpec, ...]) -> list[SearchPlace]:
    """The pages of the viewer's menu, his language first."""
    return [
        SearchPlace(spec.id, tuple(t(spec.title_key, locale) for locale in (context.locale, *locales())))
        for spec in specs
        if spec.section and spec.is_for(context.viewer)
    ]


def _row(context: PageContext, hit: SearchHit) -> dict[str, str]:
    href = f"{context.prefix}/{hit.address.page}?{urlencode(_parameters(hit.address), doseq=True)}"
    return {"kind": hit.kind, "name": hit.name, "detail": hit.detail, "href": href}


def _parameters(address: PageAddress) -> dict[str, str]:
    return carried() | address.parameters


def _go(address: PageAddress) -> None:
    page = st.session_state.get("pages", {}).get(address.page)
    if page is not None:
        st.switch_page(page, query_params=_parameters(address))


def _nothing() -> None:
    """A callback makes what the browser sends an attribute of the result even before it sent anything."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_search_box",
        html=(_HERE / "search_box.html").read_text(encoding="utf-8"),
        css=(_HERE / "search_box.css").read_text(encoding="utf-8"),
        js=(_HERE / "search_box.js").read_text(encoding="utf-8"),
    )
