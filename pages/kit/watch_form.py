"""Watching a number: who keeps an eye on it until when, and from which value on it is an alert."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.render.record_form import entry_form
from sales_core.api import NumberAddress, Query


def draw(page: PageContext, query: Query, metric: str) -> None:
    """The form below a number of the newest data, for whoever may add one; nothing for others."""
    basis = page.catalogue.alert_basis
    if basis is None or not basis.watches or not page.is_latest:
        return
    record = page.workspace.records.record(basis.watches)
    if not page.may(record.rights.add):
        return
    number = NumberAddress.of(query, metric)
    form = page.workspace.records.form(record.id, str(number), defaults={"owner": page.viewer.name})
    with st.popover(page.t("number.watch"), icon=":material/notifications:"):
        entry_form(page, form, f"{record.id}_{number}", number)
