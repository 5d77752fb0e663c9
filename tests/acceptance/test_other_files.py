"""Files of the same kinds that no catalogue lists: other systems' header words, layouts and accidents.

Each is written here, planned through the real upload path, and either adds up to the figure written beside it or is
refused at the place written beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.acceptance.catalogue import REJECT, class_of, names_place
from tests.support.empty_places import empty_places
from tests.support.inline_reader import read_inline
from tests.support.sampled import sampled

D = Decimal


@dataclass(frozen=True)
class Case:
    """One file. `sheets`: sheet name → rows (a csv is one text). `total`: of the dataset's main measure, when it loads."""

    name: str
    sheets: dict[str, list[list[object]]] | bytes
    dataset: str = "sales"
    total: str = ""
    rows: int = 0
    months: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """Problems that must be named."""
    where: str = ""
    questions: tuple[str, ...] = ()
    merges: tuple[str, ...] = ()
    quiet: bool = False
    """Nothing may have to be confirmed."""


def csv(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


SAP: list[list[object]] = [
    ["Billing Date", "Sales Org.", "Sold-to Party", "Material", "Billed Quantity", "Net Value", "Doc. Currency"],
    ["03.05.2026", "1000", "C1", "M1", 10, "1,250.00", "CNY"],
    ["04.05.2026", "1000", "C2", "M2", -2, "250.50-", "CNY"],
]
CASES = [
    Case(
        "用友U8销售明细账.xlsx",
        {
            "sheet1": [
                ["销售明细账"],
                ["日期：2026-05-01 至 2026-05-31", None, None, "单位：元"],
                ["单据日期", "发票号", "部门", "业务员", "客户编码", "客户简称", "存货编码", "存货名称", "数量", "无税金额", "税额", "价税合计"],
                ["2026-05-06", "FP001", "销售一部", "张伟", "0101", "华联", "01001", "啤酒", 10, 100, 13, 113],
                ["2026-05-07", "FP002", "销售一部", "李娜", "0102", "大润发", "01002", "白酒", 5, 200, 26, 226],
                ["合  计", None, None, None, None, None, None, None, 15, 300, 39, 339],
                ["制表人：王芳", None, None, None, "打印日期：2026-06-01"],
            ]
        },
        total="300", rows=2, months=("2026-05",),
    ),
    Case(
        "金蝶K3销售出库.xlsx",
        {
            "销售出库序时簿": [
                ["日期", "单据编号", "购货单位", "产品代码", "产品名称", "规格型号", "单位", "实发数量", "销售单价", "销售金额", "业务员"],
                ["2026/5/6", "XOUT001", "华联", "01.001", "啤酒", "500ml", "箱", 10, 12.5, 125, "张伟"],
                ["2026/5/7", "XOUT002", "大润发", "01.002", "白酒", "52度", "瓶", 3, 100, 300, "李娜"],
                ["总计", None, None, None, None, None, None, 13, None, 425, None],
            ]
        },
        total="425", rows=2, months=("2026-05",),
    ),
    Case(
        "管家婆销售单明细.xlsx",
        {
            "Sheet1": [
                ["录单日期", "单据编号", "往来单位", "经手人", "商品编号", "商品全名", "数量", "折后单价", "折后金额"],
                ["2026-05-06", "XS-1", "华联", "张伟", "001", "啤酒", 10, 12.5, 125],
                ["2026-05-07", "XS-2", "大润发", "李娜", "002", "白酒", 3, 100, 300],
            ]
        },
        total="425", rows=2,
    ),
    Case("sap_va05.xlsx", {"Sheet1": SAP}, total="999.50", rows=2, codes=("W_NEGATIVE",), where="F3"),
    Case(
        "oracle_ebs.csv",
        csv(
            "ORDER_NUMBER,ORDERED_DATE,CUSTOMER_NUMBER,CUSTOMER_NAME,ORDERED_ITEM,ORDERED_QUANTITY,UNIT_SELLING_PRICE,EXTENDED_AMOUNT\n"
            "100,06-MAY-2026,C1,Acme,I1,10,12.5,125\n101,07-MAY-2026,C2,Beta,I2,2,100,200\n"
        ),
        total="325", rows=2, months=("2026-05",),
    ),
    Case(
        "两行表头.xlsx",
        {
            "Sheet1": [
                ["日期", "客户", None, "产品", None, "本期销售", None],
                [None, "编码", "名称", "编码", "名称", "数量", "金额"],
                ["2026-05-06", "C1", "华联", "P1", "啤酒", 10, 125],
                ["2026-05-07", "C2", "大润发", "P2", "白酒", 3, 300],
            ]
        },
        merges=("A1:A2", "B1:C1", "D1:E1", "F1:G1"), total="425", rows=2,
    ),
    Case(
        "单位千元.xlsx",
        {
            "Sheet1": [
                ["2026年5月销售日报", None, None, None],
                [None, None, None, "（单位：千元）"],
                ["日期", "客户名称", "产品名称", "金额"],
                ["5月6日", "华联", "啤酒", 1.25],
                ["5月7日", "大润发", "白酒", 3],
            ]
        },
        total="4250", rows=2, months=("2026-05",),
    ),
    Case(
        "单位在表头.xlsx",
        {"Sheet1": [["日期", "客户名称", "销售额(万元)"], ["2026-05-06", "华联", 1.25], ["2026-05-07", "大润发", 3]]},
        total="42500", rows=2,
    ),
    Case(
        "每月一表2026.xlsx",
        {
            f"{m}月": [["客户名称", "产品名称", "数量", "金额"], ["华联", "啤酒", m, 100 * m], ["大润发", "白酒", m, 10 * m], ["小计", None, 2 * m, 110 * m]]
            for m in (3, 4, 5)
        },
        total="1320", rows=6, months=("2026-03", "2026-04", "2026-05"),
    ),
    Case(
        "ragged.csv",
        csv("日期,客户名称,产品名称,数量,金额\n2026-05-06,华联,啤酒,10,125\n2026-05-07,大润发,白酒,3,300,,\n2026-05-08,永辉,红酒,1,50,\n"),
        total="475", rows=3,
    ),
    Case("short_line.csv", csv("日期,客户名称,产品名称,数量,金额\n2026-05-06,华联,啤酒,10,125\n2026-05-07,大润发,白酒\n"), codes=("E_REQUIRED",), where="row 3"),
    Case("long_line.csv", csv("日期,客户名称,产品名称,数量,金额\n2026-05-06,华联,啤酒,10,125\n2026-05-07,大润发,白酒,散装,3,300\n"), codes=("E_NUMBER",), where="row 3 数量"),
    Case("dmy.csv", csv("Date,Customer,Product,Quantity,Amount\n25/05/2026,Acme,Tea,1,10\n06/05/2026,Beta,Tea,2,20\n"), total="30", rows=2, months=("2026-05",), quiet=True),
    Case("either.csv", csv("Date,Customer,Product,Quantity,Amount\n05/06/2026,Acme,Tea,1,10\n04/05/2026,Beta,Tea,2,20\n"), questions=("date_order:date",)),
    Case(
        "negatives.csv",
        csv('日期,客户名称,产品名称,数量,金额\n2026-05-06,华联,啤酒,(10),"(1,250.50)"\n2026-05-07,大润发,白酒,3,"￥3,000.00"\n'),
        total="1749.50", rows=2, codes=("W_NEGATIVE",), where="row 2",
    ),
    Case(
        "各种合计.xlsx",
        {
            "Sheet1": [
                ["日期", "客户名称", "产品名称", "数量", "金额"],
                ["2026-05-06", "华联", "啤酒", 10, 100],
                ["2026-05-06", "永辉", "啤酒", 1, 10],
                ["本日合计", None, None, 11, 110],
                ["2026-05-07", "大润发", "白酒", 3, 300],
                ["本日合计", None, None, 3, 300],
                ["本月合计", None, None, 14, 410],
                ["本年累计", None, None, 140, 4100],
            ]
        },
        total="410", rows=3,
    ),
    Case(
        "grand.csv",
        csv("Date,Customer,Product,Quantity,Amount\n2026-05-06,Acme,Tea,1,10\n2026-05-07,Beta,Tea,2,20\nGrand Total,,,3,30\n"),
        total="30", rows=2, quiet=True,
    ),
    Case(
        "wrong_grand.csv",
        csv("Date,Customer,Product,Quantity,Amount\n2026-05-06,Acme,Tea,1,10\n2026-05-07,Beta,Tea,2,20\nGrand Total,,,3,31\n"),
        codes=("E_TOTAL_MISMATCH",), where="row 4",
    ),
    Case(
        "duplicate_headers.xlsx",
        {"Sheet1": [["日期", "客户名称", "金额", "数量", "金额"], ["2026-05-06", "华联", 100, 1, 999], ["2026-05-07", "永辉", 200, 1, 999]]},
        questions=("field:amount",),
    ),
    Case(
        "empty_sheets.xlsx",
        {"Sheet1": [], "数据": [["日期", "客户名称", "产品名称", "数量", "金额"], ["2026-05-06", "华联", "啤酒", 1, 100]], "Sheet3": []},
        total="100", rows=1, quiet=True,
    ),
    Case("nothing.xlsx", {"Sheet1": [], "Sheet2": []}, codes=("E_NO_TABLE",)),
    Case(
        "wide.xlsx",
        {"Sheet1": [["日期", "客户名称", "金额", *[f"备用{n}" for n in range(300)]], ["2026-05-06", "华联", 100, *range(300)]]},
        total="100", rows=1, codes=("W_EXTRA_COLUMN",), where="D1",
    ),
    Case(
        "阿拉伯数字全角.csv",
        csv("日期,客户名称,产品名称,数量,金额\n２０２６－０５－０６,华联,啤酒,１０,１２５．５０\n"),
        total="125.50", rows=1,
    ),
    Case(
        "回款.xlsx",
        {"Sheet1": [["收款单号", "收款日期", "客户名称", "收款金额", "结算方式", "业务员"], ["SK1", "2026-05-06", "华联", "1.2万", "电汇", "张伟"], ["SK2", "2026-05-08", "永辉", 300, "现金", "李娜"]]},
        dataset="receipts", total="12300", rows=2,
    ),
    Case(
        "应收账款明细.xlsx",
        {"Sheet1": [["客户名称", "发票号码", "开票日期", "到期日", "应收金额", "已收金额"], ["华联", "F1", "2026-04-06", "2026-05-06", 1000, 200], ["永辉", "F2", "2026-05-06", "2026-06-05", 500, 0]]},
        dataset="receivables", total="1500", rows=2,
    ),
    Case(
        "现存量2026-05-31.xlsx",
        {"Sheet1": [["仓库", "存货编码", "存货名称", "规格型号", "主计量单位", "现存数量", "单价", "结存金额"], ["一号库", "001", "啤酒", "500ml", "箱", 100, 10, 1000], ["二号库", "002", "白酒", "52度", "瓶", 20, 50, 1000]]},
        dataset="stock", total="120", rows=2,
    ),
    Case(
        "2026年度销售目标.xlsx",
        {
            "Sheet1": [
                ["2026年度销售目标", *[None] * 14],
                ["单位：万元", *[None] * 14],
                ["大区", "业务员", *[f"{m}月" for m in range(1, 13)], "全年合计"],
                ["华东", "张伟", *[10] * 12, 120],
                ["华北", "李娜", *[20] * 12, 240],
                ["合计", None, *[30] * 12, 360],
            ]
        },
        dataset="targets", total="3600000", rows=24,
    ),
    Case(
        "quarters.xlsx",
        {"Budget 2026": [["Rep", "Jan", "Feb", "Mar", "Q1", "Apr", "May", "Jun", "Q2", "Total"], ["E1", 1, 2, 3, 6, 4, 5, 6, 15, 21], ["E2", 1, 1, 1, 3, 1, 1, 1, 3, 6]]},
        dataset="targets", total="27", rows=12,
    ),
    Case(
        "repeated_header.csv",
        csv("日期,客户名称,产品名称,数量,金额\n2026-05-06,华联,啤酒,1,10\n\n日期,客户名称,产品名称,数量,金额\n2026-05-07,永辉,啤酒,2,20\n"),
        total="30", rows=2,
    ),
    Case("big5.csv", csv("日期,客戶名稱,產品名稱,數量,金額\n2026-05-06,華聯,啤酒,1,10\n2026-05-07,臺灣菸酒,啤酒,2,20\n", "big5"), total="30", rows=2, questions=("encoding",)),
    Case("bad_number.csv", csv("日期,客户名称,产品名称,数量,金额\n2026-05-06,华联,啤酒,1,10\n2026-05-07,永辉,啤酒,2,约20\n"), codes=("E_NUMBER",), where="row 3 金额"),
    Case("bad_date.csv", csv("日期,客户名称,产品名称,数量,金额\n2026-05-06,华联,啤酒,1,10\n2026-13-07,永辉,啤酒,2,20\n"), codes=("E_DATE",), where="row 3 日期"),
    Case("u8.txt", csv("单据日期\t客户名称\t存货名称\t数量\t无税金额\r\n2026-05-06\t华联\t啤酒\t1\t10\r\n2026-05-07\t永辉\t白酒\t2\t20\r\n合计\t\t\t3\t30\r\n", "gb18030"), total="30", rows=2, months=("2026-05",)),
    Case(
        "european.csv",
        csv("Datum;Customer;Product;Quantity;Amount\n13.05.2026;Acme;Tea;1;1.234,50\n14.05.2026;Beta;Tea;2;2.000,25\n").replace(b"Datum", b"Date"),
        total="3234.75", rows=2, months=("2026-05",),
    ),
    Case(
        "大区目标合并.xlsx",
        {
            "Sheet1": [
                ["大区", "业务员", "2026-01", "2026-02", "2026-03", "一季度"],
                ["华东", "张伟", 10, 20, 30, 60],
                [None, "李娜", 1, 2, 3, 6],
                ["华东小计", None, 11, 22, 33, 66],
                ["华北", "王芳", 5, 5, 5, 15],
                ["合计", None, 16, 27, 38, 81],
            ]
        },
        dataset="targets", total="81", rows=9, codes=("W_FILLED_DOWN",), where="A3",
    ),
    Case(
        "wrong_subtotal.xlsx",
        {
            "Sheet1": [
                ["日期", "客户名称", "产品名称", "数量", "金额"],
                ["2026-05-06", "华联", "啤酒", 10, 100],
                ["2026-05-06", "永辉", "啤酒", 1, 10],
                ["小计", None, None, 11, 120],
            ]
        },
        total="110", rows=2, codes=("W_SUBTOTAL_MISMATCH",), where="row 4 金额",
    ),
    Case(
        "账龄表.xlsx",
        {"Sheet1": [["客户名称", "30天以内", "31-60天", "61-90天", "90天以上"], ["华联", 100, 0, 0, 50], ["永辉", 10, 20, 0, 0]]},
        codes=("E_OTHER_KIND",),
    ),
    Case(
        "erp_html.xls",
        csv("<html><head><meta charset='gb2312'></head><body><table><tr><td>日期</td><td>客户名称</td><td>产品名称</td><td>数量</td><td>金额</td></tr><tr><td>2026-05-06</td><td>华联</td><td>啤酒</td><td>1</td><td>1,010.50</td></tr></table></body></html>", "gb18030"),
        total="1010.50", rows=1, codes=("W_HTML_AS_XLS",),
    ),
    Case(
        "error_cell.csv", csv("日期,客户名称,产品名称,数量,金额\n2026-05-06,华联,啤酒,1,#REF!\n"), codes=("E_CELL_ERROR",), where="row 2 金额",
    ),
    Case("no_header.csv", csv("2026-05-06,华联,啤酒,1,10\n2026-05-07,永辉,啤酒,2,20\n"), codes=("W_UNKNOWN_TABLE",)),
    Case(
        "偏右偏下.xlsx",
        {"Sheet1": [[], [], [None, None, "5月销售 2026年"], [], [None, None, "日期", "客户名称", "产品名称", "数量", "金额"], [None, None, "2026-05-06", "华联", "啤酒", 1, 10]]},
        total="10", rows=1, quiet=True,
    ),
    Case(
        "returns.xlsx",
        {"Sheet1": [["日期", "业务类型", "客户名称", "产品名称", "数量", "金额"], ["2026-05-06", "销售出库", "华联", "啤酒", 10, 100], ["2026-05-07", "销售退货", "华联", "啤酒", 2, 20]]},
        total="80", rows=2, codes=("W_RETURN_SIGN",), where="F3",
    ),
    Case(
        "future.csv", csv("日期,客户名称,产品名称,数量,金额\n2026-05-06,华联,啤酒,1,10\n2029-05-07,永辉,啤酒,2,20\n"),
        total="10", rows=1, codes=("W_FUTURE_ROWS",), where="row 3", questions=("future_rows",),
    ),
    Case("letter.txt", csv("亲爱的经理：\n\n附件是五月的销售情况，请查收。\n\n此致\n张伟\n"), codes=("E_NO_TABLE",)),
]  # fmt: skip


def write(case: Case, folder: Path) -> Path:
    path = folder / case.name
    if isinstance(case.sheets, bytes):
        path.write_bytes(case.sheets)
        return path
    with xlsxwriter.Workbook(path) as book:
        for name, rows in case.sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            for span in case.merges:
                sheet.merge_range(span, rows[0]["ABCDEFG".index(span[0])])
    return path


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", "2026-06-10")
        read_inline(patch)
        yield Workspace.open(Settings(home=Home(tmp_path_factory.mktemp("other")).make()))


@pytest.mark.parametrize("case", sampled(CASES, 4), ids=lambda case: case.name)
def test_other_file(workspace: Workspace, tmp_path: Path, case: Case) -> None:
    path = write(case, tmp_path)
    plan = workspace.uploads.plan([(case.name, path)], LOCAL_ADMIN)
    workspace.uploads.discard(plan.id, LOCAL_ADMIN)
    told = [(p.code, str(p.place), p.value) for p in plan.problems]
    assert not empty_places(plan)
    assert set(case.codes) <= {p.code for p in plan.problems}, told
    if case.where:
        shown = " ".join(str(x) for p in plan.problems if p.code in case.codes for x in (p.place, *p.places))
        assert names_place(shown, case.where), told
    if case.questions:
        assert {q.id for q in plan.questions} >= set(case.questions), told
    if not case.total:
        assert class_of(plan) == REJECT or case.questions, told
        return
    assert plan.ready, (told, plan.unanswered)
    assert {load.dataset for load in plan.loads} == {case.dataset}
    assert sum(load.rows for load in plan.loads) == case.rows
    measures = {
        "sales": "amount",
        "targets": "target",
        "stock": "quantity",
        "receipts": "amount",
        "receivables": "amount",
    }
    assert sum(load.sums[measures[case.dataset]] for load in plan.loads) == D(case.total), told
    if case.months:
        assert sorted({load.first_month for load in plan.loads}) == list(case.months)
    if case.quiet:
        assert not plan.needs_confirmation, told


def test_fifty_thousand_formatted_rows_cost_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "formatted.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, border = book.add_worksheet(), book.add_format({"border": 1})
        sheet.write_row(0, 0, ["日期", "客户名称", "产品名称", "数量", "金额"])
        sheet.write_row(1, 0, ["2026-05-06", "华联", "啤酒", 1, 100])
        for row in range(2, 50_000):
            for column in range(5):
                sheet.write_blank(row, column, None, border)
    plan = workspace.uploads.plan([(path.name, path)], LOCAL_ADMIN)
    assert plan.ready
    assert not plan.needs_confirmation, plan.problems
    assert [load.rows for load in plan.loads] == [1]
