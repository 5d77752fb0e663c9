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

    from pages.kit.browser_tabs import BrowserTabs
    from pages.kit.context import opened_workspace
    from sales_core.access.delivery import Delivery
    from sales_core.access.gate import Gate
    from sales_core.access.server import access, server_accounts
    from sales_core.access.signin import SignIn
    from sales_core.api import ScriptAnswer, ScriptQuestion, Viewer, make_export, script_answer
    from tests.contracts import toy

    PagesManager.uses_pages_directory = False

    def make(recipe: str, viewer: Viewer) -> bytes:
        """The bytes of an offered download."""
        toy.add_texts()
        return make_export(opened_workspace(toy.open_company), recipe, viewer, toy.BOARDS)

    def answer(question: ScriptQuestion, viewer: Viewer) -> ScriptAnswer:
        """What a script is told."""
        return script_answer(opened_workspace(toy.open_company), question, viewer, toy.BOARDS)

    app = st.App(
        __file__,
        routes=SignIn(access, front="/tastings", make=make, ready=lambda: True, answer=answer).routes(),
        middleware=[Middleware(Delivery), Middleware(Gate, accounts=server_accounts, uploads=BrowserTabs())],
    )
