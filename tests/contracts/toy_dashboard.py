"""The web application with the toy page of `test_boards` beside the product's; built like `dashboard.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if __name__ == "__main__":
    from pages.kit.app_frame import run
    from pages.kit.page_spec import product_pages
    from sales_core import i18n
    from tests.contracts.test_boards import PAGE, TEXTS

    if not i18n.has("page.toy"):
        i18n.extend(dict.fromkeys(i18n.locales(), TEXTS))
    run((*product_pages(), PAGE))
else:
    from starlette.middleware import Middleware
    from streamlit.runtime.pages_manager import PagesManager

    from pages.kit.startup import lifespan
    from sales_core.api import Delivery, Gate, SignIn, accounts

    PagesManager.uses_pages_directory = False

    app = st.App(
        __file__,
        routes=SignIn(accounts, front="/toy").routes(),
        middleware=[Middleware(Delivery), Middleware(Gate, accounts=accounts)],
        lifespan=lifespan,
    )
