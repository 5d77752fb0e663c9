"""One column's field as a select box: by mouse, keyboard, phone and screen reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal


def field_choice(
    page: PageContext,
    label: str,
    fields: Mapping[str, str],
    *,
    first: Sequence[str] = (),
    key: str,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> str:
    """The field id chosen, empty for ignored; what the session holds under `key` is chosen at first.

    `fields`: field id → its name; those in `first` are offered before the others.
    """
    offered = list(dict.fromkeys([*(field for field in first if field in fields), "", *fields]))
    texts = {"": page.t("upload.ignored"), **fields}
    return st.selectbox(
        literal(label), offered, format_func=texts.__getitem__, key=key, on_change=on_change or "rerun", args=args
    )
