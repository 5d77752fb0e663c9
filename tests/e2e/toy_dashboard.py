"""The web front end of the toy company (tests/contracts/toy.py): the frame and the gate of the product, the toy's page."""

from __future__ import annotations

import streamlit as st

if __name__ == "__main__":
    from pages.kit.app_frame import run
    from tests.contracts import toy

    toy.add_texts()
    run((toy.PAGE,), toy.open_company)
else:
    from starlette.middleware import Middleware
    from streamlit.runtime.pages_manager import PagesManager

    from sales_core.access.delivery import Delivery
    from sales_core.access.gate import Gate
    from sales_core.access.server import accounts
    from sales_core.access.signin import SignIn

    PagesManager.uses_pages_directory = False

    app = st.App(
        __file__,
        routes=SignIn(accounts, front="/tastings").routes(),
        middleware=[Middleware(Delivery), Middleware(Gate, accounts=accounts)],
    )
