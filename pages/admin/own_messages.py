"""What a person wants to be sent, and where it reaches him."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import (
    DIGEST_RHYTHMS,
    MESSAGE_CHOICES,
    MESSAGES_DIGEST,
    MESSAGES_EMAIL,
    MESSAGES_KINDS,
    MESSAGES_LANGUAGE,
    SalesError,
)
from sales_core.i18n import locales


def draw(page: PageContext) -> None:
    """A form: kinds, digest, language, address; below it the channels that reach this person."""
    st.markdown(f"### {page.t('messages.mine_title')}")
    company, name = page.workspace.appdb.company, page.viewer.name
    messages = page.workspace.messages
    blocked = messages.blocked()
    if blocked is not None:
        st.caption(literal(page.say(blocked)))
    else:
        reached = ", ".join(messages.reached_by(name))
        line = page.t("messages.mine_help", channels=reached) if reached else page.t("messages.mine_nowhere")
        st.caption(literal(line))
    with st.form("own_messages", border=False):
        email = st.text_input(page.say(MESSAGES_EMAIL.label), str(company.own_values(name).get(MESSAGES_EMAIL.id, "")))
        held = [one for one in company.own_value(MESSAGES_KINDS, name).split(",") if one]
        kinds = st.multiselect(
            page.say(MESSAGES_KINDS.label),
            MESSAGE_CHOICES,
            held,
            format_func=lambda one: page.t(f"messages.kinds.{one}"),
        )
        digest = st.selectbox(
            page.say(MESSAGES_DIGEST.label),
            DIGEST_RHYTHMS,
            DIGEST_RHYTHMS.index(company.own_value(MESSAGES_DIGEST, name)),
            format_func=lambda one: page.t(f"messages.digest.{one}"),
        )
        language = st.selectbox(
            page.say(MESSAGES_LANGUAGE.label),
            locales(),
            locales().index(company.own_value(MESSAGES_LANGUAGE, name)),
            format_func=lambda one: page.t(f"messages.language.{one}"),
        )
        if not st.form_submit_button(page.t("messages.save_mine")):
            return
    try:
        for setting, value in (
            (MESSAGES_EMAIL, email), (MESSAGES_KINDS, ",".join(kinds)), (MESSAGES_DIGEST, digest),
            (MESSAGES_LANGUAGE, language),
        ):  # fmt: skip
            if value != company.own_value(setting, name) or setting is MESSAGES_EMAIL:
                company.set_own(setting.id, value, page.viewer)
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
        return
    st.success(page.t("messages.saved_mine"), icon=":material/check:")
