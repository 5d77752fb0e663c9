"""The main job in a browser: drop, look, commit, see the figure move, undo, see it back; and the ways it can go wrong."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role
from sales_core.recognition.reading import Answers
from tests.e2e.screen import OpenScreen, Screen, place
from tests.e2e.server import Serve, Server

pytestmark = pytest.mark.e2e

HEADER = [
    "日期",
    "单据编号",
    "大区",
    "分公司",
    "工号",
    "业务员",
    "客户编码",
    "客户名称",
    "产品编码",
    "产品名称",
    "数量",
    "单价",
    "金额",
]


def line(day: int, number: int | str, amount: float, quantity: int = 10) -> list[str | float]:
    price = amount / quantity
    return [
        f"2026-05-{day:02d}",
        f"X{number}",
        "华东",
        "上海",
        "R1",
        "张伟",
        "C0",
        "客户0",
        "P0",
        "产品0",
        quantity,
        price,
        amount,
    ]


def workbook(
    path: Path,
    rows: Sequence[Sequence[str | float]],
    header: Sequence[str] = HEADER,
    title: bool = True,
    sheet_name: str = "五月",
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = sheet_name
    if title:
        sheet.append(["某某公司 2026年5月 销售明细表"])
        sheet.append([])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def drop(screen: Screen, *files: Path) -> None:
    page = screen.page
    page.locator('input[type="file"]').set_input_files([str(file) for file in files])
    page.get_by_role("button", name="Read").click()
    page.get_by_role("button", name="Discard").wait_for(timeout=60_000)
    screen.settle()


def load(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("button", name="Load", exact=True).click()
    page.get_by_text("as version").first.wait_for(timeout=60_000)


def pick_row(screen: Screen, index: int) -> None:
    """Ticks a row of the list of uploads; the grid is a canvas, so by place."""
    box = place(screen.page.locator('.st-key-table_history[data-testid="stElementContainer"]').first)
    screen.page.mouse.click(box["x"] + 14, box["y"] + 35 * (index + 1) + 18)
    screen.settle()


def overview_sales(screen: Screen) -> str:
    screen.visit("/?lang=en&period=2026-05")
    return screen.page.locator("button.card").first.inner_text()


def total(home: Home) -> Decimal:
    from sales_core.kernel.query import Query

    space = Workspace.open(Settings(home=home))
    sales = space.figures.run(Query(("net_sales",)), LOCAL_ADMIN).one()["net_sales"]
    assert isinstance(sales, Decimal)
    return sales


def test_upload_commit_see_it_undo_see_it_back(server: Server, open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = open_screen(server)
    before = overview_sales(screen)
    file = workbook(tmp_path / "五月补录.xlsx", [line(12, 1, 4321.0), line(13, 2, 1000.0)])
    page = screen.visit("/upload?lang=en")
    drop(screen, file)
    seen = screen.text()
    assert "2026-05 holds data already" in seen
    assert "Load preview" in seen
    load(screen)
    after = overview_sales(screen)
    assert after != before
    page = screen.visit("/history?lang=en")
    pick_row(screen, 0)
    page.get_by_role("button", name="See what undoing would change").click()
    page.get_by_role("button", name="Confirm undo").click()
    page.get_by_text("Undone as version").wait_for()
    assert overview_sales(screen) == before


@pytest.mark.endure  # each kind of file is read in tests/recognition; two files in one drop: test_upload_jobs
def test_five_messy_files_in_one_drop(server: Server, open_screen: OpenScreen, tmp_path: Path) -> None:
    rows = [line(1, 10, 100.0)]
    one = workbook(tmp_path / "a.xlsx", [*rows, ["合计", *[""] * 9, 10, "", 100.0]])
    gbk = tmp_path / "b.csv"
    gbk.write_bytes(("\n".join([",".join(HEADER), ",".join(map(str, line(2, 11, 200.0)))]) + "\n").encode("gb18030"))
    tabbed = tmp_path / "c.txt"
    tabbed.write_bytes(
        ("\n".join(["\t".join(HEADER), "\t".join(map(str, line(3, 12, 300.0)))]) + "\n").encode("utf-16")
    )
    html = tmp_path / "d.xls"
    cells = "".join(f"<td>{v}</td>" for v in line(4, 13, 400.0))
    html.write_text(
        f"<html><meta charset='utf-8'><table><tr>{''.join(f'<th>{h}</th>' for h in HEADER)}</tr><tr>{cells}</tr></table></html>",
        encoding="utf-8",
    )
    wide = tmp_path / "2027年目标.csv"
    wide.write_text("工号,业务员,1月,2月,合计\nR1,张伟,2500,2600,5100\n", encoding="utf-8")
    screen = open_screen(server)
    screen.open("/upload?lang=en")
    drop(screen, one, gbk, tabbed, html, wide)
    seen = screen.text()
    for name in ("a.xlsx", "b.csv", "c.txt", "d.xls", "2027年目标.csv"):
        assert name in seen
    assert "Must be mended" not in seen, seen
    load(screen)


def column_box(screen: Screen, name: str) -> Locator:
    """The select box of a column, by what it is called for everybody: its letter and header."""
    return screen.page.get_by_role("combobox", name=name)


def pick(screen: Screen, name: str, field: str) -> None:
    """Chooses the field of a column; a few letters narrow the list."""
    column_box(screen, name).scroll_into_view_if_needed()
    screen.settle()  # a list that opens while the page still scrolls closes again
    column_box(screen, name).click()
    screen.page.get_by_role("listbox").wait_for()
    screen.page.keyboard.type(field)
    screen.page.get_by_role("option", name=field, exact=True).click()
    screen.settle()


def read_again(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("button", name="Read again with these changes").click()
    page.get_by_role("button", name="Load", exact=True).wait_for(timeout=60_000)
    screen.settle()


ODD = [*HEADER[:-1], "神秘数字", "审核人"]


def odd_file(path: Path, month: int, amount: float) -> Path:
    """A month of one line whose amount and reviewer stand under headers that nobody knows."""
    row = [*line(20, f"odd{month}", amount), "李四"]
    row[0] = f"2026-{month:02d}-20"
    return workbook(path, [row], ODD, title=False, sheet_name="Sheet1")


@pytest.mark.endure  # corrected without a browser: tests/loading/test_uploads.py; a phone: test_looks; keys: test_keyboard
def test_a_mapping_is_corrected_by_keyboard_on_a_phone(server: Server, open_screen: OpenScreen, tmp_path: Path) -> None:
    before = total(server.home)
    screen = open_screen(server, width=390, height=844)
    page = screen.open("/upload?lang=en")
    drop(screen, odd_file(tmp_path / "may.xlsx", 5, 50.0))
    assert "Nothing was changed" in screen.text()
    assert "Needed and not found: Amount" in screen.text()
    assert column_box(screen, "M · 神秘数字").input_value() == "(ignored)"
    for name in ("N · 审核人", "M · 神秘数字"):
        column_box(screen, name).focus()
        page.keyboard.type("Amount")
        page.keyboard.press("Enter")
        screen.settle()
        assert column_box(screen, name).input_value().startswith("Amount")
    assert column_box(screen, "N · 审核人").input_value() == "(ignored)"
    page.get_by_text("Needed and not found").wait_for(state="detached")
    assert page.get_by_role("button", name="Load", exact=True).count() == 0
    page.get_by_text("Change the other 12 too").click()
    screen.settle()
    assert column_box(screen, "K · 数量").input_value() == "Quantity"
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    assert not wide
    read_again(screen)
    # Another document of another day: Shanghai's May stays and 50 come to it.
    assert "Load preview" in screen.text()
    assert "¥112,290.00 → ¥112,340.00" in screen.text()
    load(screen)
    assert total(server.home) == before + 50


def load_may(server: Server, folder: Path) -> None:
    """Loads a month of the odd layout, whose amount somebody has named."""
    with WorkspaceOf(server) as space:
        told = Answers(mappings={"*": {"神秘数字": "amount"}})
        plan = space.uploads.plan([("5.xlsx", odd_file(folder / "5.xlsx", 5, 50.0))], LOCAL_ADMIN, told)
        space.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)


@pytest.mark.endure  # the same over the loader: tests/loading/test_uploads.py
def test_a_corrected_mapping_is_remembered(server: Server, open_screen: OpenScreen, tmp_path: Path) -> None:
    load_may(server, tmp_path)
    before = total(server.home)
    screen = open_screen(server)
    page = screen.open("/upload?lang=en")
    drop(screen, odd_file(tmp_path / "june.xlsx", 6, 60.0))
    assert page.locator('[data-testid="stRadio"]').count() == 0
    page.get_by_text("because a file with these headers was loaded before").wait_for()
    page.get_by_text("Change how it was read").click()
    page.get_by_text("Columns remembered from the last file of this layout.").wait_for()
    assert "M 神秘数字 → Amount" in screen.text()
    assert "Columns to look at" not in screen.text()
    load(screen)
    assert total(server.home) == before + 60


@pytest.mark.endure  # the same over the loader: tests/loading/test_uploads.py, and by command
def test_a_remembered_mapping_is_seen_changed_and_forgotten(
    server: Server, open_screen: OpenScreen, tmp_path: Path
) -> None:
    load_may(server, tmp_path)
    screen = open_screen(server)
    page = screen.open("/history?lang=en")
    page.get_by_text("Remembered column mappings").click()
    own = page.locator('[class*="st-key-mapping_"]', has_text="5.xlsx")
    own.get_by_text("神秘数字 → Amount").wait_for()
    own.get_by_role("button", name="Change").click()
    page.get_by_role("button", name="Save").wait_for()
    screen.settle()
    pick(screen, "审核人", "Amount")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("'审核人' and '神秘数字' cannot both be Amount.").wait_for()
    pick(screen, "审核人", "Promotion")
    for header in ("神秘数字", "数量"):
        pick(screen, header, "(ignored)")
    page.get_by_role("button", name="Save").click()
    own.get_by_text("数量 → (ignored)；单价 → Unit price；神秘数字 → (ignored)；审核人 → Promotion").wait_for()

    screen.open("/upload?lang=en")
    drop(screen, odd_file(tmp_path / "6.xlsx", 6, 60.0))
    assert "Needed and not found: Amount" in screen.text()
    assert "N 审核人 → Promotion" in screen.text()
    assert column_box(screen, "K · 数量").input_value() == "(ignored)"
    assert column_box(screen, "M · 神秘数字").input_value() == "(ignored)"

    page = screen.open("/history?lang=en")
    page.get_by_text("Remembered column mappings").click()
    own.get_by_role("button", name="Forget").click()
    own.wait_for(state="detached")
    with WorkspaceOf(server) as space:
        assert "5.xlsx" not in str(space.uploads.mappings.all(LOCAL_ADMIN))


@pytest.mark.endure  # marked, mended and loaded without a browser: tests/cli/test_commands.py
def test_marked_workbook_fixed_and_accepted(server: Server, open_screen: OpenScreen, tmp_path: Path) -> None:
    bad = line(8, 40, 77.0)
    bad[0] = "2026-02-30"
    file = workbook(tmp_path / "bad.xlsx", [line(7, 39, 70.0), bad])
    screen = open_screen(server)
    page = screen.open("/upload?lang=en")
    drop(screen, file)
    assert "Nothing was changed" in screen.text()
    with page.expect_download() as waiting:
        page.locator("a.sc-download", has_text="problems marked").click()
    marked = tmp_path / "marked.xlsx"
    waiting.value.save_as(marked)
    book = openpyxl.load_workbook(marked)
    cell = book["五月"]["A5"]
    assert cell.value == "2026-02-30"
    assert cell.comment is not None
    assert cell.fill.fgColor.rgb not in {"00000000", None}
    cell.value = "2026-05-28"
    book.save(marked)
    page.get_by_role("button", name="Discard").click()
    screen.settle()
    drop(screen, marked)
    load(screen)


@pytest.mark.endure  # the last one is undone above, any one in tests/loading
def test_undo_of_the_upload_before_last(server: Server, open_screen: OpenScreen, tmp_path: Path) -> None:
    with WorkspaceOf(server) as space:
        start = space.store.current().version
        for number, day in ((50, 16), (51, 17)):
            name = f"u{number}.csv"
            text = io.StringIO()
            rows = [line(day, number, 100.0 * number)]
            rows[0][0] = f"2026-0{number - 42}-{day}"
            csv.writer(text).writerows([HEADER, *rows])
            (tmp_path / name).write_text(text.getvalue(), encoding="utf-8")
            plan = space.uploads.plan([(name, tmp_path / name)], LOCAL_ADMIN)
            space.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
        assert space.store.current().version == start + 2
    with_both = total(server.home)
    screen = open_screen(server)
    page = screen.open("/history?lang=en")
    pick_row(screen, 1)
    page.get_by_role("button", name="See what undoing would change").click()
    page.get_by_role("button", name="Confirm undo").click()
    page.get_by_text("Undone as version").wait_for()
    assert with_both - total(server.home) == 5000


@pytest.mark.endure  # the page that closes: tests/pages/test_month.py; what it holds against: test_period_locks
def test_closed_month_is_refused(server: Server, open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = open_screen(server)
    page = screen.open("/month?lang=en&month=2026-05")
    reason = page.get_by_label("Why close all the same")
    if reason.count():
        reason.fill("as every year")
        reason.press("Enter")
        screen.settle()
    page.get_by_role("button", name="Close 2026-05").click()
    page.get_by_role("button", name="Reopen 2026-05").wait_for()
    screen.open("/upload?lang=en")
    drop(screen, workbook(tmp_path / "late.xlsx", [line(9, 60, 10.0)]))
    assert "Nothing was changed" in screen.text()
    assert page.get_by_role("button", name="Load", exact=True).count() == 0


@pytest.mark.endure  # without a browser: tests/loading/test_jobs.py and test_uploads.py
def test_cancelled_load_leaves_nothing(server: Server, open_screen: OpenScreen, tmp_path: Path) -> None:
    big = tmp_path / "big.csv"
    with big.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        for number in range(400_000):
            writer.writerow(line(number % 28 + 1, number, 100.0))
    before = total(server.home)
    screen = open_screen(server)
    page = screen.open("/upload?lang=en")
    page.locator('input[type="file"]').set_input_files(str(big))
    page.get_by_role("button", name="Read").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Cancelled; nothing was changed").wait_for()
    assert total(server.home) == before
    with WorkspaceOf(server) as space:
        assert [finding for finding in space.uploads.maintenance.check() if not finding.harmless] == []
        assert space.uploads.open_plans(LOCAL_ADMIN) == []


class WorkspaceOf:
    """The server's state directory, opened beside it as the command line would."""

    def __init__(self, server: Server) -> None:
        self.home = server.home

    def __enter__(self) -> Workspace:
        return Workspace.open(Settings(home=self.home))

    def __exit__(self, *_: object) -> None:
        return None


@pytest.mark.endure  # the question and its answer without a browser: tests/acceptance/test_one_drop.py
def test_an_unknown_rep_is_added_to_the_master_by_one_click(
    server: Server, open_screen: OpenScreen, tmp_path: Path
) -> None:
    master = tmp_path / "业务员.csv"
    master.write_text(
        "工号,业务员,大区,分公司\nR1,张伟,华东,上海\nR2,李娜,华东,杭州\nR3,王芳,华南,广州\n", encoding="utf-8"
    )
    with WorkspaceOf(server) as space:
        plan = space.uploads.plan([("业务员.csv", master)], LOCAL_ADMIN)
        space.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    row = line(18, 70, 10.0)
    row[4:6] = ["R9", "新来的"]
    screen = open_screen(server)
    page = screen.open("/upload?lang=en")
    drop(screen, workbook(tmp_path / "new.xlsx", [row]))
    assert "Nothing was changed" in screen.text()
    page.get_by_text("Add with this load").click()
    page.get_by_text("ready to load").wait_for(timeout=60_000)
    screen.settle()
    load(screen)


def test_a_file_in_anothers_tab_can_be_neither_replaced_nor_removed(
    serve: Serve, home: Path, open_screen: OpenScreen, tmp_path: Path
) -> None:
    server = serve(home)
    screen = open_screen(server)
    sent: list[str] = []
    screen.page.on("request", lambda r: sent.append(r.url) if r.method == "PUT" else None)
    screen.open("/upload?lang=en")
    screen.page.locator('input[type="file"]').first.set_input_files(
        workbook(tmp_path / "mine.xlsx", [line(3, 1, 100.0)])
    )
    screen.page.get_by_role("button", name="Read").wait_for()
    (path,) = (url.removeprefix(server.base) for url in sent)
    other = {"Cookie": server.cookie("manager", Role.MANAGER)}
    for method in ("PUT", "POST", "DELETE"):
        assert server.request(method, path, b"x", other)[0] == 404, method
    own = {"Cookie": server.cookie("admin")}
    assert server.request("PUT", path, b"x", own)[0] == 404, "another session of the same person is another session"
    kept = {"Cookie": "; ".join(f"{one['name']}={one['value']}" for one in screen.page.context.cookies())}
    assert server.request("PUT", path, b"x", kept)[0] == 409, "an address takes one file"
    assert server.request("PUT", f"{path}0", b"x", kept)[0] == 409, "nobody asked for it"
