"""What the web process does before the first visitor: opens the accounts, then warms what the first page needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from pages.kit.browser_tabs import BrowserTabs
from pages.kit.context import opened_workspace
from pages.kit.page_spec import product_pages
from sales_core.api import (
    Home,
    SalesError,
    ScheduleThread,
    ScriptAnswer,
    ScriptQuestion,
    UnhealthyError,
    Viewer,
    hand_freed_memory_back,
    log_incident,
    make_export,
    script_answer,
    send_without_delay,
    server_accounts,
    start_log,
)

#: A version that nobody read for so long is held open no more.
_IDLE_SECONDS = 60.0
#: The browser tabs of this process.
tabs = BrowserTabs()


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Start-up and end of the web process; warming goes on while it already answers, then what was missed is done."""
    start_log(Home.from_environment().log)
    hand_freed_memory_back()
    server_accounts()
    send_without_delay()
    tabs.watch()
    sweeping = asyncio.create_task(tabs.keep_swept())
    schedule = ScheduleThread(EveryCompany)
    warming = asyncio.create_task(asyncio.to_thread(_warm))
    warming.add_done_callback(lambda _: schedule.start())
    letting_go = asyncio.create_task(_let_idle_versions_go())
    yield {}
    letting_go.cancel()
    sweeping.cancel()
    schedule.stop()
    await warming


class EveryCompany:
    """What is due by the clock in any company of this server."""

    def run_due(self) -> None:
        """One company after the other; what breaks in one keeps none of the others from its turn."""
        for company in Home.from_environment().companies():
            try:
                opened_workspace(company=company).schedule.run_due()
            except Exception as error:  # noqa: BLE001 - a database that is away now may be back at the next look
                log_incident(f"looking for due jobs of {company} failed", error)


async def _let_idle_versions_go() -> None:
    """Gives the memory of versions back that nobody reads any more, until it is cancelled."""
    while True:
        await asyncio.sleep(_IDLE_SECONDS / 2)
        for company in Home.from_environment().companies():
            with suppress(SalesError):  # told to whoever opens a page
                await asyncio.to_thread(_let_go, company)


def _let_go(company: str) -> None:
    opened_workspace(company=company).store.let_go_idle(_IDLE_SECONDS)


def make(recipe: str, viewer: Viewer) -> bytes:
    """The bytes of an offered download."""
    return make_export(opened_workspace(), recipe, viewer)


def answer(question: ScriptQuestion, viewer: Viewer) -> ScriptAnswer:
    """What a script is told."""
    return script_answer(opened_workspace(), question, viewer)


def ready() -> bool:
    """Whether the company's current version can be read: what the readiness route answers."""
    try:
        _, error = opened_workspace().store.readable()
    except SalesError:
        return False
    return error is None


def _warm() -> None:
    product_pages()
    store = opened_workspace().store
    newest, _ = store.readable()
    with suppress(UnhealthyError):  # from then on the pages say so and show the last good version
        store.verify(newest.version)
