"""What a new user does from an empty folder to a closed and corrected month, in a browser; clicks and seconds are told.

Every figure is compared with sums of the files' own cells.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.acceptance.field_cases import FIELD, file_named
from tests.e2e.job import Job
from tests.e2e.screen import OpenScreen, Screen
from tests.e2e.server import Serve, Server

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.endure,
    pytest.mark.skipif(not FIELD.is_dir(), reason="the field files are not here"),
]

D = Decimal
#: The day on which it happens: October is over, November has begun.
TODAY = "2026-11-06"
#: Of the canvas in which is typed: its header, a row.
_HEADER, _ROW = 35, 33
#: Amounts that nobody can read, in the place of the first four receipts.
_UNREADABLE = ("待查", "待查?", "约三千", "见附件")


def test_a_new_user_comes_to_a_closed_month(serve: Serve, tmp_path: Path, open_screen: OpenScreen) -> None:
    server = serve(tmp_path / "empty", SALES_TODAY=TODAY)
    screen = open_screen(server)
    settings_and_door(screen)
    first_files(screen, spoilt_receipts(tmp_path))
    five_pages(screen)
    next_month(screen)
    closed_month(screen, server)
    typed_target(screen, server)
    merged_customer(screen, server)
    undone_and_redone(screen, server)
    what_changed(screen)


def test_an_unknown_rep_is_known_with_two_clicks(serve: Serve, tmp_path: Path, open_screen: OpenScreen) -> None:
    server = serve(tmp_path / "home", SALES_TODAY=TODAY)
    with_roster = workspace(server)
    for name in ("m1_", "01_"):
        path = file_named("manager", name)
        plan = with_roster.uploads.plan([(path.name, path)], LOCAL_ADMIN)
        with_roster.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    screen = open_screen(server)
    Job(screen, "").drop([with_another_rep(tmp_path)])
    job = Job(screen, "an unknown rep", 2)
    assert "Nothing was changed" in screen.text()
    job.click(screen.page.get_by_text("Add with this load"))
    screen.page.get_by_text("ready to load").wait_for()
    screen.settle()
    job.load()
    job.done()


def settings_and_door(screen: Screen) -> None:
    """The company's name, then the door to one's own numbers."""
    page = screen.open("/?lang=en")
    assert "Look round in the demo company" in screen.text()
    job = Job(screen, "company settings and the door to my own numbers", 2)
    page.get_by_label("Company name").fill("Hualian Foods")
    job.click(page.get_by_role("button", name="Save"))
    assert "Hualian Foods" in screen.text()
    job.click(page.get_by_text("Go to Upload").first)
    page.wait_for_url("**/upload**")
    job.done()


def first_files(screen: Screen, receipts: Path) -> None:
    """Six files: four cells mended, a question answered, a file left out, loaded."""
    page = screen.page
    job = Job(screen, "six files: four cells mended, one question, one left out, loaded", 5)
    job.drop([*(file_named("manager", one) for one in ("01_", "02_", "w13", "06_", "13_")), receipts])
    assert "4 cells must be mended" in screen.text(), screen.text()
    right = [format(amount, "f") for amount in list(amounts("05_", "收款金额（元）"))[: len(_UNREADABLE)]]
    cells = page.locator('[class*="st-key-cells"] [data-testid="stDataFrame"]').first
    job.click_cell(cells, 320, 0)
    for amount in right:
        job.type_cell(amount)
    job.click(page.get_by_text("ten thousands (万元)"))
    job.preview()
    job.click(page.locator('[class*="st-key-skip"]', has_text="Leave out").nth(4))
    job.preview()
    job.load()
    job.done()
    seen = screen.text()
    for figure in (sales("01_"), sum(amounts("05_", "收款金额（元）"), D(0)), targets() * 10_000):
        assert f"¥{figure:,.2f}" in seen, (figure, seen[-700:])


def five_pages(screen: Screen) -> None:
    """The same figures on five pages."""
    sold, target = sales("01_"), targets(9) * 10_000
    reps = by_rep("01_")
    best, rate = max(
        ((name, reps[name] / (own * 10_000)) for name, own in rep_targets(9).items()), key=lambda one: one[1]
    )
    pages = {
        "overview": f"Target missed by {thousands(target - sold)}",
        "targets": f"Target missed: {thousands(sold)}, {sold / target:.1%} of target, {thousands(target - sold)} short",
        "leaderboard": f"{best} leads with {rate:.1%} Achievement",
        "receivables": f"¥{open_items() / 1_000_000:.2f}M owed",
        "explore": f"Net sales {thousands(sold)}",
    }
    for name, words in pages.items():
        screen.open(f"/{name}?lang=en&period=2026-09")
        assert words in screen.text(), (name, words, screen.text())


def next_month(screen: Screen) -> None:
    """October: dropped, read, loaded, without a question."""
    job = Job(screen, "next month without a question", 2)
    job.drop([file_named("manager", "w01_")])
    assert "ready to load" in screen.text()
    assert screen.page.locator('[data-testid="stRadio"]').count() == 0
    job.load()
    job.done()
    assert f"¥{sales('01_') + sales('w01_'):,.2f}" in screen.text()


def closed_month(screen: Screen, server: Server) -> None:
    """September is closed, every page says so, and a late file for it is refused."""
    page = screen.page
    final = Job(screen, "is it final", 0)
    screen.open("/overview?lang=en&period=2026-09")
    assert "month open" in screen.text()
    final.done()
    screen.open("/month?lang=en&month=2026-09")
    job = Job(screen, "close the month", 1)
    reason = page.get_by_label("Why close all the same")
    if reason.count():
        reason.fill("categories come with the next list of products")
        reason.press("Enter")
        screen.settle()
    job.click(page.get_by_role("button", name="Close 2026-09"))
    page.get_by_role("button", name="Reopen 2026-09").wait_for()
    job.done()
    screen.open("/overview?lang=en&period=2026-09")
    assert "closed" in screen.text()
    late = Job(screen, "a late file is refused", 2)
    late.drop([file_named("manager", "w08")])
    assert "Nothing was changed" in screen.text()
    assert page.get_by_role("button", name="Load", exact=True).count() == 0
    late.click(page.get_by_role("button", name="Discard"))
    late.done()
    assert total(server, "net_sales") == sales("01_") + sales("w01_")


def typed_target(screen: Screen, server: Server) -> None:
    """August of the first line gets another target."""
    before = total(server, "target")
    page = screen.open("/target_entry?lang=en&period=2026-09")
    job = Job(screen, "a target typed", 3)
    job.click_cell_under(page.locator('[data-testid="stMain"] [data-testid="stDataFrame"]').first, "August", 0)
    job.type_cell("160000")
    job.click(page.get_by_role("button", name="Look at what it changes"))
    job.load()
    job.done()
    assert total(server, "target") == before + 9_000


def merged_customer(screen: Screen, server: Server) -> None:
    """Two customers become one: its figure is both, the total stays."""
    before = by_customer(server)
    page = screen.open("/masters?lang=en&entity=customer")
    assert "Customers: 10" in screen.text()
    job = Job(screen, "two customers merged", 6)
    job.click(page.get_by_text("Make one of them"))
    box = page.locator('[class*="st-key-merge_codes"] input')
    job.click(box)
    for code in ("KH0108", "KH0109"):
        page.keyboard.type(code, delay=30)
        page.keyboard.press("Enter")
        screen.settle()
    page.keyboard.press("Escape")
    why = page.locator('[class*="st-key-merge_why"] input')
    why.fill("the same shop under two names")
    why.press("Enter")
    screen.settle()
    job.click(page.locator('[class*="st-key-merge_add"] button'))
    job.click(page.locator('[class*="st-key-masters_save"] button'))
    job.load()
    job.done()
    assert is_merged(by_customer(server), before)
    screen.open("/masters?lang=en&entity=customer")
    assert "Customers: 9" in screen.text()


def undone_and_redone(screen: Screen, server: Server) -> None:
    """The merge is undone, and done again."""
    page, merged = screen.page, by_customer(server)
    for name, words, said in (("undo", "undoing", "Undone"), ("redo", "redoing", "Redone")):
        screen.open("/history?lang=en")
        job = Job(screen, name, 3)
        job.click_cell(page.locator('[class*="st-key-table_history"] [data-testid="stDataFrame"]').first, 14, 0)
        job.click(page.get_by_role("button", name=f"See what {words} would change"))
        job.click(page.get_by_role("button", name=f"Confirm {name}"))
        page.get_by_text(f"{said} as version").wait_for()
        job.done()
        found = by_customer(server)
        assert (found == merged) is (name == "redo")
        assert sum(found.values()) == sum(merged.values())


def what_changed(screen: Screen) -> None:
    """All of it, told as what changed since yesterday."""
    page = screen.open("/history?lang=en")
    job = Job(screen, "what changed since yesterday", 1)
    job.click(page.get_by_role("radio", name="Since yesterday").or_(page.get_by_text("Since yesterday")).first)
    page.get_by_text("w01_销售出库明细_2026年10月.xlsx").first.wait_for()
    job.done()


def spoilt_receipts(folder: Path) -> Path:
    """The receipts of September with four amounts that nobody can read."""
    given = file_named("manager", "05_")
    book = openpyxl.load_workbook(given)
    sheet: Any = book.worksheets[0]
    for row, text in enumerate(_UNREADABLE, start=3):
        sheet.cell(row, 6).value = text
    path = folder / given.name
    book.save(path)
    return path


def with_another_rep(folder: Path) -> Path:
    """October with the first line sold by somebody whom the roster does not have."""
    given = file_named("manager", "w01_")
    book = openpyxl.load_workbook(given)
    sheet: Any = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "业务员编码" for cell in row))
    for header, text in (("业务员编码", "R099"), ("业务员", "新来的")):
        at = next(cell for cell in head if cell.value == header)
        sheet.cell(at.row + 1, at.column).value = text
    path = folder / given.name
    book.save(path)
    return path


def table(beginning: str) -> Iterator[dict[str, Any]]:
    """The rows of a file by header: those below the first row that fills most columns and before the total."""
    book = openpyxl.load_workbook(file_named("manager", beginning), data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if sum(isinstance(one, str) for one in row) > len(row) / 2)
    for row in rows[head + 1 :]:
        found = dict(zip(map(str, rows[head]), row, strict=True))
        if not any(isinstance(one, str) and "计" in one and "合" in one for one in row):
            yield found


def amounts(beginning: str, header: str) -> Iterator[Decimal]:
    for row in table(beginning):
        if isinstance(row[header], int | float):
            yield D(str(row[header]))


def sales(beginning: str) -> Decimal:
    return sum(by_rep(beginning).values(), D(0))


def by_rep(beginning: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in table(beginning):
        if row["业务员"] and isinstance(row["价税合计"], int | float):
            found[row["业务员"]] += D(str(row["价税合计"]))
    return found


def rep_targets(month: int) -> dict[str, Decimal]:
    """In ten thousands."""
    return {row["业务员"]: D(str(row[f"{month}月"])) for row in table("w13")}


def targets(*months: int) -> Decimal:
    """In ten thousands; of all months when none are named."""
    return sum((sum(rep_targets(month).values(), D(0)) for month in months or range(1, 13)), D(0))


def open_items() -> Decimal:
    """What the list of documents says is open; the receipts beside it are of days before the one of which it speaks."""
    rows = [row for row in table("02_") if isinstance(row["单据日期"], dt.datetime)]
    return sum((D(str(row["未收余额"])) for row in rows), D(0))


def thousands(amount: Decimal) -> str:
    return f"¥{amount / 1000:.1f}K"


def workspace(server: Server) -> Workspace:
    return Workspace.open(Settings(home=Home(server.home.root)))


def total(server: Server, metric: str) -> Decimal:
    found = workspace(server).figures.run(Query((metric,)), LOCAL_ADMIN).one()[metric]
    assert isinstance(found, Decimal)
    return found


def by_customer(server: Server) -> dict[str, Decimal]:
    result = workspace(server).figures.run(Query(("net_sales",), by=("customer",)), LOCAL_ADMIN)
    return {str(row["customer"]): D(str(row["net_sales"])) for row in result}


def is_merged(after: dict[str, Decimal], before: dict[str, Decimal]) -> bool:
    both = before["KH0108"] + before["KH0109"]
    rest = {code: value for code, value in before.items() if code not in {"KH0108", "KH0109"}}
    return after in ({**rest, "KH0108": both}, {**rest, "KH0109": both})
