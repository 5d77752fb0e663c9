"""Messages: whether anything leaves, by which channels, and what became of each message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.kit.render.grid import grid
from sales_core.api import (
    MESSAGES_ENABLED,
    MESSAGES_HOSTS,
    MESSAGES_PUBLIC_ADDRESS,
    MESSAGES_REMIND_DAYS,
    MESSAGES_TIME,
    MESSAGES_WEEKDAY,
    ChannelKind,
    Column,
    MessageChannel,
    MessageState,
    OutboxMessage,
    Right,
    SalesError,
    SettingValue,
    Table,
    Value,
    moment,
)

_SETTINGS = (
    MESSAGES_ENABLED, MESSAGES_PUBLIC_ADDRESS, MESSAGES_HOSTS, MESSAGES_TIME, MESSAGES_WEEKDAY, MESSAGES_REMIND_DAYS,
)  # fmt: skip
_TOLD = "messages_told"


def render(page: PageContext) -> None:
    """Counts, then settings and channels, then the outbox."""
    messages = page.workspace.messages
    found = messages.outbox(page.viewer)
    states = Counter(one.state for one in found)
    shown = {name: states[MessageState(name)] for name in ("sent", "waiting", "failed")}
    st.markdown(f"## {page.t('messages.headline', **shown)}")
    blocked = messages.blocked()
    if blocked is not None:
        st.caption(literal(page.say(blocked)))
    if told := st.session_state.pop(_TOLD, None):
        is_good, text = told
        (st.success if is_good else st.error)(literal(text), icon=f":material/{'check' if is_good else 'block'}:")
    left, right = st.columns(2, gap="large")
    with left:
        _channels(page, messages.channels(page.viewer))
    with right:
        _add(page)
        _settings(page)
    _outbox(page, found)


def _settings(page: PageContext) -> None:
    values = page.workspace.appdb.company.all()
    settings = st.expander(page.t("messages.settings"), icon=":material/settings:")
    with settings, st.form("message_settings", border=False):
        typed: dict[str, SettingValue] = {}
        for one in _SETTINGS:
            label, value = page.say(one.label), values[one.id]
            if isinstance(value, bool):
                typed[one.id] = st.checkbox(label, value)
            else:
                typed[one.id] = st.text_input(label, str(value), help=page.say(one.allowed))
        if st.form_submit_button(page.t("start.save")):
            _told(page, partial(_save_settings, page, typed), page.t("start.saved"))


def _save_settings(page: PageContext, typed: dict[str, SettingValue]) -> None:
    company = page.workspace.appdb.company
    for name, value in typed.items():
        company.setting(name).checked(value)
    for name, value in typed.items():
        company.set(name, value, page.viewer)


def _channels(page: PageContext, found: list[MessageChannel]) -> None:
    st.markdown(f"### {page.t('messages.channels')}")
    if not found:
        st.caption(page.t("messages.no_channels"))
    for one in found:
        whose = one.receiver or page.t("messages.everybody")
        where = page.t("messages.outside" if one.is_outside else "messages.inside")
        st.markdown(f"**{literal(one.name)}** · {page.t(f'messages.kind.{one.kind}')} · {literal(whose)} · {where}")
        with st.container(horizontal=True):
            if st.button(page.t("messages.send_test"), key=f"test_{one.name}", icon=":material/send:"):
                _test(page, one.name)
            if st.button(page.t("messages.remove"), key=f"remove_{one.name}", type="tertiary"):
                remove = partial(page.workspace.messages.remove_channel, one.name, page.viewer)
                _told(page, remove, page.t("messages.removed", name=one.name))


def _test(page: PageContext, name: str) -> None:
    try:
        posted = page.workspace.messages.send_test(name, page.viewer)
    except SalesError as error:
        st.session_state[_TOLD] = (False, error.describe(page.locale))
    else:
        reason = page.say(posted.reason) if posted.reason is not None else ""
        failed = page.t("messages.test_failed", reason=reason)
        st.session_state[_TOLD] = (posted.is_sent, page.t("messages.test_sent") if posted.is_sent else failed)
    st.rerun()


def _add(page: PageContext) -> None:
    st.markdown(f"### {page.t('messages.add')}")
    chosen = st.selectbox(
        page.t("messages.kind"), list(ChannelKind), format_func=lambda one: page.t(f"messages.kind.{one.value}")
    )
    kind = ChannelKind(chosen or ChannelKind.EMAIL)
    with st.form("add_channel", border=False):
        name = st.text_input(page.t("messages.name"), max_chars=40)
        url = st.text_input(page.t("messages.url"), type="default" if kind is ChannelKind.FOLDER else "password")
        st.caption(literal(page.t("messages.form", form=page.t(f"messages.url_form.{kind.value}"))))
        names = [one.name for one in page.workspace.accounts.list() if not one.disabled]
        choices = ["", *names] if kind.is_personal else names
        receiver = st.selectbox(
            page.t("messages.receiver"), choices, format_func=lambda one: one or page.t("messages.everybody")
        )
        outside = st.checkbox(page.t("messages.outside"))
        if st.form_submit_button(page.t("messages.save"), type="primary"):
            save = page.workspace.messages.put_channel
            put = partial(save, name, kind.value, url, page.viewer, receiver or "", is_outside=outside)
            _told(page, put, page.t("messages.saved", name=name))


def _outbox(page: PageContext, found: list[OutboxMessage]) -> None:
    st.markdown(f"### {page.t('messages.outbox')}")
    if not found:
        st.caption(page.t("messages.outbox_none"))
        return
    rows = [_row(page, one) for one in found]
    names = ("created", "what", "receiver", "channel", "state", "tries", "reason")
    grid(page, Table.of("", tuple(Column(name, page.t(f"messages.{name}")) for name in names), rows), key="outbox")
    failed = [one.id for one in found if one.state is MessageState.FAILED]
    if failed and st.button(page.t("messages.retry"), icon=":material/refresh:"):
        for one in failed:
            page.workspace.messages.retry(one, page.viewer)
        st.rerun()


def _row(page: PageContext, one: OutboxMessage) -> dict[str, Value]:
    return {
        "created": moment(one.created), "what": page.t(f"messages.what.{one.kind}"), "receiver": one.receiver,
        "channel": one.channel, "state": page.t(f"messages.state.{one.state.value}"), "tries": str(one.tries),
        "reason": page.say(one.reason) if one.reason is not None else "",
    }  # fmt: skip


def _told(page: PageContext, act: Callable[[], None], done: str) -> None:
    """Does something and says how it went after the page is drawn anew; what was typed stays where it was refused."""
    try:
        act()
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
        return
    st.session_state[_TOLD] = (True, done)
    st.rerun()


PAGE = PageSpec(
    "messages",
    "admin",
    3,
    draw=render,
    right=Right.MANAGE_USERS,
    question="question.messages",
    has_bar=False,
    needs_data=False,
)
