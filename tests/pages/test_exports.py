"""What a page offers as a file is made from its recipe alone, as another process would make it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from docx import Document
from lxml import etree
from pypdf import PdfReader

from pages.kit.page_spec import product_pages
from sales_core.access.exports import Export, Exports
from sales_core.api import make_export
from sales_core.appdb import tables
from sales_core.appdb.database import AppDatabase
from sales_core.boards.blocks import Column, Table
from sales_core.boards.recipes import BlockFile, OriginalFile, TableFile, TemplateFile, recipe_as_json
from sales_core.boards.writers import BOARD_FORMS, FileForm
from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.figure import Figure, FigureState
from sales_core.kernel.query import Value
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Viewer
from sales_core.kernel.units import Unit
from sales_core.loading.documents import Documents
from tests.pages.stage import Stage, workspace_of
from tests.pages.tiny import everything
from tests.support.company import Company
from tests.support.sampled import sampled
from tests.support.slides import slide_texts

#: Choices that show the blocks which the defaults hide.
CHOICES: tuple[dict[str, str], ...] = (
    {},
    {"customer": "C1"},
    {"view": "credit"},
    {"view": "expiry"},
    {"level": "tree"},
)
BOARDS = [spec.id for spec in product_pages() if spec.board is not None]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    plan = {"date": "2026-01-01", "post": "rep", "tier_start": 0, "commission_rate": "0.01"}
    return Stage.of(tmp_path_factory.mktemp("exports"), **everything(), commission_plans=[plan])


def offered(stage: Stage) -> dict[str, Export]:
    exports: Exports = stage.workspace.exports
    tickets = stage.workspace.appdb.fetch(sa.select(tables.exports.c.ticket))
    found = [exports.fetch(row["ticket"], "test") for row in tickets]
    return {one.name: one for one in found if one is not None}


#: By the ending of a name, whether a file of that kind opens and has something in it.
OPENS: Mapping[str, Callable[[bytes], object]] = {
    "xlsx": lambda body: openpyxl.load_workbook(io.BytesIO(body)).sheetnames,
    "pptx": lambda body: slide_texts(body).strip(),
    "pdf": lambda body: PdfReader(io.BytesIO(body)).pages[0].extract_text().strip(),
    "docx": lambda body: any(paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs),
    "html": lambda body: body.decode().rstrip().endswith("</html>"),
    "png": lambda body: body.startswith(b"\x89PNG"),
    "svg": lambda body: etree.fromstring(body).tag.endswith("svg"),
    "csv": lambda body: len(list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))) > 1,
}


@pytest.mark.parametrize("page", sampled(BOARDS, 3))
def test_every_download_of_every_page_is_made_by_another_process(stage: Stage, page: str) -> None:
    appdb = stage.workspace.appdb
    with appdb.transaction() as connection:
        connection.execute(sa.delete(tables.exports))
    stage.workspace.exports = Exports(appdb)
    choices = {choice.id for spec in product_pages() if spec.id == page and spec.board for choice in spec.board.choices}
    for chosen in CHOICES:
        if chosen.keys() <= choices:
            stage.show(page, chosen)
    found = offered(stage)
    for form in BOARD_FORMS:
        assert f"{page}_2026-05_asof-2026-05-31_v1.{form}" in found
    other = workspace_of(stage.workspace.store, AppDatabase(appdb.engine.url.render_as_string()))
    for name, one in found.items():
        body = make_export(other, one.recipe, LOCAL_ADMIN)
        assert OPENS[name.rpartition(".")[2]](body), name
    other.appdb.close()


def test_a_recipe_is_carried_out_with_the_rights_of_who_fetches(stage: Stage) -> None:
    stage.show("inventory")
    (board,) = [one for name, one in offered(stage).items() if name == "inventory_2026-05_asof-2026-05-31_v1.xlsx"]
    with pytest.raises(NotAllowedError):
        make_export(stage.workspace, board.recipe, Viewer("li", Role.REP))


def test_what_is_gone_is_told(stage: Stage) -> None:
    facts = stage.context().ask()
    recipe = TableFile.of(_table(), facts, "csv")
    gone = BlockFile("inventory", "no_such_block", recipe.ask, FileForm.CSV)
    with pytest.raises(UsageError, match=r"gone|已不存在"):
        make_export(stage.workspace, recipe_as_json(gone), LOCAL_ADMIN)
    with pytest.raises(UsageError, match=r"gone|已不存在"):
        make_export(stage.workspace, '{"type":"of another release"}', LOCAL_ADMIN)


def test_rows_of_no_board_come_back_as_they_were(stage: Stage) -> None:
    recipe = TableFile.of(_table(), stage.context().ask(), "csv")
    body = make_export(stage.workspace, recipe_as_json(recipe), LOCAL_ADMIN)
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert lines == [["Name", "Amount", "Day"], ["东区", "0.1000", "2026-05-03"], ["", "", ""], ["x", "•••", ""]]
    assert recipe.table().rows == _table().rows


def test_files_of_loads_and_templates(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.load("sales-may.csv", [{"date": "2026-05-01", "rep": "E1", "product": "P1", "amount": 100, "quantity": 1}])
    workspace = workspace_of(company.store, company.appdb)
    workspace.uploads = company.uploads
    workspace.documents = Documents(company.settings, product())
    assert make_export(workspace, recipe_as_json(OriginalFile(1)), LOCAL_ADMIN).startswith(b"date,rep")
    with pytest.raises(NotAllowedError):
        make_export(workspace, recipe_as_json(OriginalFile(1)), Viewer("eva", Role.EXECUTIVE))
    book = make_export(workspace, recipe_as_json(TemplateFile("sales", "en")), LOCAL_ADMIN)
    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames
    company.appdb.close()


def _table() -> Table:
    columns = (Column("name", "Name"), Column("amount", "Amount", Unit.MONEY), Column("day", "Day"))
    rows: tuple[dict[str, Figure | Value], ...] = (
        {"name": "东区", "amount": Decimal("0.1000"), "day": date(2026, 5, 3)},
        {"name": "", "amount": None, "day": None},
        {"name": "x", "amount": Figure(None, Unit.MONEY, FigureState.MASKED), "day": None},
    )
    return Table.of("", columns, rows, file="x")
