"""The words of the upload widget in the language chosen: it has its own, in English only."""

from __future__ import annotations

import json

import streamlit as st

from pages.kit.context import PageContext


def speak(page: PageContext, *, limit: str = "") -> None:
    """Once a page that has such a widget. `limit`: what a file may be, where it is not what the
    server allows."""
    words = {
        "button p": page.t("upload.widget.browse"),
        '[data-testid="stFileUploaderDropzoneInstructions"] span': limit
        or page.t("upload.widget.limit", size=st.get_option("server.maxUploadSize")),
    }
    rules = []
    for part, text in words.items():
        place = f'[data-testid="stFileUploaderDropzone"] {part}'
        content = json.dumps(text, ensure_ascii=False).replace("<", "")
        rules.append(f"{place} {{ font-size: 0 }} {place}::after {{ content: {content}; font-size: 0.875rem }}")
    st.html(f"<style>{' '.join(rules)}</style>")
