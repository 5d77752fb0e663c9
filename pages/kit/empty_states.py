"""The four screens a page may show instead of figures: no data, nothing for this filter, not allowed, failed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.dataset_card import draw_cards
from pages.kit.literal import literal
from sales_core.api import (
    NotAllowedError,
    Right,
    SalesError,
    dataset_freshness,
    log_context,
    log_incident,
    new_id,
    storage_error,
)
from sales_core.i18n import Locale, t


@contextmanager
def screen_border(locale: Locale, page: str = "", viewer: str = "") -> Iterator[None]:
    """One run of a page or of a part that redraws alone: whatever breaks inside, the frame stays and says so."""
    with log_context(request=new_id(), page=page, viewer=viewer):
        try:
            yield
        except Exception as error:  # noqa: BLE001 - told on the screen, with its traceback in the log
            failed(locale, error)


def no_data(page: PageContext, datasets: Sequence[str] = ()) -> None:
    """Nothing is loaded of the datasets that would fill the page: names them and, to who may upload, leads to Upload
    and tells from where each is exported."""
    may_upload = page.may(Right.UPLOAD)
    names = tuple(page.say(page.catalogue.dataset(one).label) for one in datasets)
    said = page.t("shell.not_loaded", names=names) if names else ""
    do = page.t("shell.no_data_do" if may_upload else "shell.no_data_ask")
    _screen("empty", page.t("shell.no_data_here" if names else "shell.no_data"), f"{said} {do}".strip())
    if not may_upload:
        return
    with st.container(horizontal=True):
        link(page, "upload", page.t("shell.go_upload"))
        link(page, "start", page.t("shell.go_start"))
    kinds = tuple(map(page.catalogue.dataset, datasets))
    draw_cards(page, kinds, tuple(dataset_freshness(one, None, page.as_of) for one in kinds))


def no_rows(page: PageContext, reason: str = "") -> None:
    """The filter or period leaves no row; `reason` may say more."""
    _screen("empty", page.t("shell.no_rows"), reason or page.t("shell.no_rows_do"))


def not_allowed(locale: Locale, error: NotAllowedError | None = None) -> None:
    """The viewer lacks the right for this page."""
    _screen("locked", t("shell.not_allowed", locale), error.describe(locale) if error else "")


def failed(locale: Locale, error: Exception) -> None:
    """Something broke: what is known in plain words, and the number under which the log has the rest."""
    error = storage_error(error) or error
    if isinstance(error, NotAllowedError):
        not_allowed(locale, error)
        return
    level = logging.WARNING if isinstance(error, SalesError) else logging.ERROR
    number = log_incident("page failed", error, level=level)
    if isinstance(error, SalesError):
        headline, text = t("shell.failed_said", locale), error.describe(locale)
    else:
        headline, text = t("shell.failed", locale), t("shell.failed_do", locale)
    _screen("failed", headline, text, note=t("shell.incident", locale, incident=number))


def link(page: PageContext, path: str, label: str) -> None:
    """A link to another page of the product that keeps the bar's state."""
    target = st.session_state.get("pages", {}).get(path)
    if target is not None:
        st.page_link(target, label=f"{label} →")
    else:
        st.caption(page.t("shell.not_allowed"))


def _screen(kind: str, headline: str, text: str, note: str = "") -> None:
    signs = {"empty": "○", "locked": "⊘", "failed": "△"}
    with st.container(border=True, key=f"screen_{kind}", horizontal_alignment="center"):
        st.markdown(f"## {signs[kind]} {literal(headline)}")
        if text:
            st.markdown(literal(text))
        if note:
            st.caption(literal(note))
