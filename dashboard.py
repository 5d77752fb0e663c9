"""The web front end. As a script it draws one run of one page; as a module it is the ASGI application with its gate.

Streamlit finds `app = st.App(...)` by reading this file's syntax tree: it has to stay a plain assignment. When it is
missed, the script runs without the gate and refuses everybody (`pages.kit.app_frame`).
"""

from __future__ import annotations

import streamlit as st

if __name__ == "__main__":
    from pages.kit.app_frame import run

    run()
else:
    from starlette.middleware import Middleware
    from streamlit.runtime.pages_manager import PagesManager

    from pages.kit.first_message import FirstMessage
    from pages.kit.startup import answer, lifespan, make, ready, tabs
    from sales_core.access.company_door import CompanyDoor, CompanyGates
    from sales_core.access.delivery import Delivery
    from sales_core.access.server import access, server_accounts
    from sales_core.access.signin import SignIn
    from sales_core.access.web_log import WebLog

    # Files in pages/ are not addresses: without this a fresh server would serve them before this script ran.
    PagesManager.uses_pages_directory = False

    app = st.App(
        __file__,
        routes=SignIn(access, front="/overview", make=make, ready=ready, answer=answer).routes(),
        middleware=[
            Middleware(CompanyDoor),
            Middleware(WebLog),
            Middleware(Delivery),
            Middleware(FirstMessage),
            Middleware(CompanyGates, accounts=server_accounts, uploads=tabs),
        ],
        lifespan=lifespan,
    )
