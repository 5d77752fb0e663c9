"""The company's settings that decide what figures mean, as one short form. The other settings have the command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.kit import uploader_words
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import (
    COMPANY_NAME,
    COMPANY_PROFILE,
    MOST_IMAGE_BYTES,
    AnySetting,
    Right,
    SalesError,
    SettingValue,
    ValueList,
    calendar_countries,
    country_name,
    currencies,
    currency_name,
    image_address,
    month_name,
    setting_text,
)
from sales_core.i18n import Locale

_LISTS: Mapping[ValueList, tuple[Callable[[], Sequence[SettingValue]], Callable[[SettingValue, Locale], str]]] = {
    ValueList.CURRENCY: (lambda: ("", *currencies()), lambda code, locale: currency_name(str(code), locale)),
    ValueList.COUNTRY: (calendar_countries, lambda code, locale: country_name(str(code), locale)),
    ValueList.MONTH: (lambda: tuple(range(1, 13)), lambda number, locale: month_name(int(number), locale)),
}


def draw(page: PageContext) -> None:
    """The form, open until the company has a name; whoever may not change settings reads what they are."""
    values = page.workspace.appdb.company.all()
    if st.session_state.pop("company_saved", False):
        st.success(page.t("start.saved"), icon=":material/check:")
    with st.expander(page.t("start.company"), expanded=not values[COMPANY_NAME.id], icon=":material/storefront:"):
        if not page.may(Right.MANAGE_USERS):
            for one in COMPANY_PROFILE:
                st.caption(literal(f"{page.say(one.label)}: {setting_text(values[one.id], page.locale)}"))
            return
        uploader_words.speak(page, limit=page.t("start.logo_limit", size=MOST_IMAGE_BYTES // 1024))
        with st.form("company", border=False):
            columns = st.columns(2, gap="medium")
            typed = {
                one.id: _field(page, one, values[one.id], columns[at % 2]) for at, one in enumerate(COMPANY_PROFILE)
            }
            is_sent = st.form_submit_button(page.t("start.save"), type="primary")
        if is_sent:
            _save(page, typed)


def _field(page: PageContext, setting: AnySetting, value: SettingValue, place: DeltaGenerator) -> object:
    """What the form holds for a setting; of an image the uploaded file, None while there is none."""
    label, key = page.say(setting.label), f"company|{setting.id}"
    if setting.is_image:
        return place.file_uploader(label, type=["png", "jpg", "jpeg"], key=key, max_upload_size=1)
    if isinstance(value, bool):
        return place.checkbox(label, value, key=key)
    if setting.values_from in _LISTS:
        listed, name = _LISTS[setting.values_from]
        options = list(dict.fromkeys([*listed(), value]))
        return place.selectbox(
            label,
            options,
            options.index(value),
            format_func=lambda one: name(one, page.locale) if one != "" else page.t("start.as_loaded"),
            key=key,
        )
    return place.text_input(label, str(value), key=key)


def _save(page: PageContext, typed: Mapping[str, object]) -> None:
    """Changes what differs; each change is an event of the audit trail."""
    company = page.workspace.appdb.company
    try:
        for one in COMPANY_PROFILE:
            value = typed[one.id]
            if one.is_image:
                if value is None:
                    continue
                value = image_address(one, cast("bytes", value.getvalue()))  # type: ignore[attr-defined]
            company.set(one.id, value, page.viewer)
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
    else:
        st.session_state["company_saved"] = True
        st.rerun()
