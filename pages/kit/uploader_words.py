"""The words of the upload widget in the language chosen: it has its own, in English only."""

from __future__ import annotations

import json

import streamlit as st

from pages.kit.context import PageContext


def speak(page: PageContext, most: int | None = None) -> None:
    """Once a page that has such a widget; `most` megabytes a file where they are fewer than the server takes."""
    size = most or st.get_option("server.maxUploadSize")
    words = {
        "button p": page.t("upload.widget.browse"),
        '[data-testid="stFileUploaderDropzoneInstructions"] span': page.t("upload.widget.limit", size=size),
    }
    rules = []
    for part, text in words.items():
        place = f'[data-testid="stFileUploaderDropzone"] {part}'
        content = json.dumps(text, ensure_ascii=False).replace("<", "")
        rules.append(f"{place} {{ font-size: 0 }} {place}::after {{ content: {content}; font-size: 0.875rem }}")
    st.html(f"<style>{' '.join(rules)}</style>")
