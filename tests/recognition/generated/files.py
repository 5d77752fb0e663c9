"""Kind A, which file it is: exports of nine languages under names that say nothing, and tables that no dataset holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from tests.recognition.generated.case import (
    LANGUAGES,
    TRUE_REASONS,
    Case,
    Cells,
    Columns,
    D,
    Maker,
    delimited,
    sales_lines,
    some_amounts,
    some_days,
    spelled,
    table,
    total_of,
    word,
    workbook,
)

NEUTRAL = (
    "export.csv",
    "data.csv",
    "Sheet1.csv",
    "report 2026-05.csv",
    "20260531.csv",
    "a.csv",
    "导出.csv",
    "liste.csv",
)
NOT_HELD = TRUE_REASONS | {"E_GROUPED", "E_LAYOUT_WIDE", "E_DATE", "E_NUMBER"}
MONTHS: Mapping[str, Sequence[str]] = {
    "zh": [f"{n}月" for n in range(1, 13)],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "ja": [f"{n}月" for n in range(1, 13)],
    "ko": [f"{n}월" for n in range(1, 13)],
}


def sales_export(rng: Random) -> Case:
    """Sales lines with what exports carry beside them."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 12)
    money, pieces = some_amounts(rng, count), [D(rng.randint(1, 40)) for _ in range(count)]
    columns = [*sales_lines(rng, language, count), (word(rng, "sales", "quantity", language), pieces)]
    columns.append((word(rng, "sales", "amount", language), money))
    for extra in rng.sample(("customer", "product", "rep_name", "region", "branch", "category", "channel"), 3):
        columns.append((word(rng, "sales", extra, language), [f"{extra[:2].upper()}{n % 3}" for n in range(count)]))
    truth = {"amount": total_of(money), "quantity": total_of(pieces)}
    name = rng.choice((*NEUTRAL, "sales.csv", "销售明细.csv"))
    return Case(name, delimited(_titled(rng, table(rng, columns))), "sales", truth, language)


def stock_export(rng: Random) -> Case:
    """A stock list with its day in a column, the title or the name."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 12)
    pieces = [D(rng.randint(0, 400)) for _ in range(count)]
    columns: Columns = [
        (word(rng, "stock", "product", language), [f"P{100 + n}" for n in range(count)]),
        (word(rng, "stock", "product_name", language), [f"Ware {n}" for n in range(count)]),
        (word(rng, "stock", "quantity", language), pieces),
    ]
    if rng.random() < 0.7:
        columns.append((word(rng, "stock", "warehouse", language), [f"W{n % 2}" for n in range(count)]))
    if rng.random() < 0.4:
        columns.append((word(rng, "stock", "value", language), [p * 3 for p in pieces]))
    if rng.random() < 0.4:
        columns.append((word(rng, "stock", "date", language), [date(2026, 5, 31)] * count))
    name = rng.choice((*NEUTRAL, "stock 2026-05-31.csv", "库存.csv"))
    return Case(name, delimited(table(rng, columns)), "stock", {"quantity": total_of(pieces)}, language)


def receivables_export(rng: Random) -> Case:
    """Invoices with their due days."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 12)
    money, days = some_amounts(rng, count), some_days(rng, count)
    columns: Columns = [
        (word(rng, "receivables", "document", language), [f"RE{2000 + n}" for n in range(count)]),
        (word(rng, "receivables", "date", language), days),
        (word(rng, "receivables", "due", language), [day + timedelta(days=30) for day in days]),
        (word(rng, "receivables", "customer_name", language), [f"Kunde {n % 4}" for n in range(count)]),
        (word(rng, "receivables", "amount", language), money),
    ]
    if rng.random() < 0.5:
        columns.append((word(rng, "receivables", "paid", language), [D(0)] * count))
    name = rng.choice((*NEUTRAL, "invoices.csv", "应收.csv"))
    return Case(name, delimited(table(rng, columns)), "receivables", {"amount": total_of(money)}, language)


def receipts_export(rng: Random) -> Case:
    """Payments of customers."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 12)
    money = some_amounts(rng, count)
    columns: Columns = [
        (word(rng, "receipts", "receipt", language), [f"ZA{300 + n}" for n in range(count)]),
        (word(rng, "receipts", "date", language), some_days(rng, count)),
        (word(rng, "receipts", "customer_name", language), [f"Kunde {n % 4}" for n in range(count)]),
        (word(rng, "receipts", "amount", language), money),
    ]
    name = rng.choice((*NEUTRAL, "payments.csv", "回款.csv"))
    return Case(name, delimited(table(rng, columns)), "receipts", {"amount": total_of(money)}, language)


#: Kind → language → its headers: who, figures that look like sales, and what makes it none.
OTHERS: Mapping[str, Mapping[str, Sequence[Sequence[str]]]] = {
    "commissions": {
        "zh": (("业务员", "@月份", "+销售额", "+提成比例", "+提成金额"), ("姓名", "@日期", "客户名称", "+回款金额", "+佣金")),
        "en": (("Sales Rep", "@Date", "Customer", "+Sales Amount", "+Commission %", "+Commission"), ("Agent", "@Month", "+Revenue", "+Commission Rate", "+Commission Due")),
        "ja": (("担当者", "@日付", "得意先", "+売上金額", "+歩合率", "+歩合給"), ("担当者名", "@年月日", "+売上高", "+コミッション")),
        "ko": (("담당자", "@일자", "거래처", "+매출금액", "+수당률", "+영업수당"), ("영업사원", "@날짜", "+매출액", "+커미션")),
        "de": (("Vertreter", "@Datum", "Kunde", "+Umsatz", "+Provisionssatz", "+Provision"), ("Verkäufer", "@Belegdatum", "+Nettoumsatz", "+Provision €")),
        "fr": (("Commercial", "@Date facture", "Client", "+CA HT", "+Taux de commission", "+Commission"), ("Vendeur", "@Date de vente", "+Montant HT", "+Commissions dues")),
        "es": (("Vendedor", "@Fecha", "Cliente", "+Ventas", "+% comisión", "+Comisión"), ("Comercial", "@Fecha factura", "+Importe", "+Comisiones")),
        "pt": (("Vendedor", "@Data", "Cliente", "+Vendas líquidas", "+% comissão", "+Comissão"), ("Consultor", "@Data da venda", "+Valor", "+Comissões")),
    },
    "payroll": {
        "zh": (("姓名", "部门", "@月份", "+基本工资", "+绩效", "+个税", "+实发工资"),),
        "en": (("Employee", "Department", "@Month", "+Base Salary", "+Bonus", "+Tax", "+Net Pay"),),
        "ja": (("社員番号", "部門", "@支給日", "+基本給", "+残業手当", "+控除", "+差引支給額"),),
        "ko": (("사번", "부서", "@지급일자", "+기본급", "+상여금", "+공제액", "+실지급액"),),
        "de": (("Personalnummer", "Filiale", "@Monat", "+Grundgehalt", "+Bonus", "+Lohnsteuer", "+Nettolohn"),),
        "fr": (("Matricule", "Agence", "@Mois", "+Salaire de base", "+Prime", "+Cotisations", "+Net à payer"),),
        "es": (("Empleado", "Oficina", "@Mes", "+Salario base", "+Bono", "+Deducciones", "+Sueldo neto"),),
        "pt": (("Funcionário", "Filial", "@Mês", "+Salário base", "+Bônus", "+Descontos", "+Salário líquido"),),
    },
    "opportunities": {
        "zh": (("商机名称", "客户名称", "销售阶段", "@预计成交日期", "+金额", "+赢率"),),
        "en": (("Opportunity Name", "Account Name", "Stage", "@Close Date", "+Amount", "+Probability (%)"), ("Deal", "Company", "Deal Stage", "@Expected Close", "+Amount", "+Win Probability")),
        "ja": (("商談名", "取引先", "フェーズ", "@完了予定日", "+金額", "+確度"),),
        "ko": (("영업기회명", "고객사", "단계", "@예상마감일", "+금액", "+성공확률"),),
        "de": (("Verkaufschance", "Kunde", "Phase", "@Abschlussdatum", "+Betrag", "+Wahrscheinlichkeit"),),
        "fr": (("Opportunité", "Client", "Étape", "@Date de clôture", "+Montant", "+Probabilité"),),
        "es": (("Oportunidad", "Cliente", "Etapa", "@Fecha de cierre", "+Importe", "+Probabilidad"),),
        "pt": (("Oportunidade", "Cliente", "Etapa", "@Data de fechamento", "+Valor", "+Probabilidade"),),
    },
    "purchases": {
        "zh": (("@采购日期", "采购单号", "供应商", "商品名称", "+数量", "+金额"),),
        "en": (("@PO Date", "PO Number", "Supplier", "Item", "+Qty", "+Amount"), ("@Date", "Bill No", "Vendor", "Description", "+Quantity", "+Total")),
        "ja": (("@仕入日", "伝票番号", "仕入先", "商品名", "+数量", "+仕入金額"),),
        "ko": (("@매입일자", "전표번호", "매입처", "품목명", "+수량", "+매입금액"), ("@일자", "전표번호", "공급업체", "품목명", "+수량", "+금액")),
        "de": (("@Bestelldatum", "Bestellnummer", "Lieferant", "Artikel", "+Menge", "+Betrag"),),
        "fr": (("@Date", "N° commande", "Fournisseur", "Désignation", "+Quantité", "+Montant HT"),),
        "es": (("@Fecha", "N° pedido", "Proveedor", "Artículo", "+Cantidad", "+Importe"),),
        "pt": (("@Data", "Nº pedido", "Fornecedor", "Produto", "+Quantidade", "+Valor"),),
    },
    "ageing": {
        "zh": (("客户名称", "+未到期", "+1-30天", "+31-60天", "+60天以上", "+合计"),),
        "en": (("Customer", "+Current", "+1 - 30", "+31 - 60", "+61 - 90", "+91 and over", "+Total"),),
        "ja": (("得意先名", "+1~30日", "+31~60日", "+61~90日", "+91日以上", "+合計"),),
        "ko": (("거래처명", "+1-30일", "+31-60일", "+61-90일", "+90일 이상", "+합계"),),
        "de": (("Kunde", "+Nicht fällig", "+1-30 Tage", "+31-60 Tage", "+61-90 Tage", "+über 90", "+Summe"),),
        "fr": (("Client", "+Non échu", "+1-30 jours", "+31-60 jours", "+61-90 jours", "+Total"),),
        "es": (("Cliente", "+No vencido", "+1-30 días", "+31-60 días", "+61-90 días", "+Total"),),
        "pt": (("Cliente", "+A vencer", "+1-30 dias", "+31-60 dias", "+61-90 dias", "+Total"),),
    },
    "ledger": {
        "zh": (("@日期", "凭证号", "摘要", "客户名称", "+借方", "+贷方", "+余额"),),
        "en": (("@Date", "Voucher No", "Narration", "Customer", "+Debit", "+Credit", "+Balance"),),
        "ja": (("@日付", "伝票番号", "摘要", "得意先", "+借方金額", "+貸方金額", "+残高"),),
        "ko": (("@일자", "전표번호", "적요", "거래처", "+차변", "+대변", "+잔액"),),
        "de": (("@Datum", "Belegnummer", "Buchungstext", "Kunde", "+Soll", "+Haben", "+Saldo"),),
        "fr": (("@Date", "N° pièce", "Libellé", "Client", "+Débit", "+Crédit", "+Solde"),),
        "es": (("@Fecha", "Documento", "Concepto", "Cliente", "+Debe", "+Haber", "+Saldo"),),
        "pt": (("@Data", "Documento", "Histórico", "Cliente", "+Débito", "+Crédito", "+Saldo"),),
    },
}  # fmt: skip


def _other(kind: str, rng: Random) -> Case:
    """A table of the kind. A header that begins with @ is one of days, with + one of figures."""
    language = rng.choice(LANGUAGES)
    marked = rng.choice(OTHERS[kind]["zh" if language == "zh-Hant" else language])
    headers = [
        spelled(rng, {"zh": (header.lstrip("@+"),), "en": ()}, "zh-Hant" if language == "zh-Hant" else "zh")
        for header in marked
    ]
    rows: Cells = [list(headers)]
    for number in range(rng.randint(4, 9)):
        day = date(2026, 5, 1) + timedelta(days=number)
        cells: list[object] = []
        for at, header in enumerate(marked):
            figure = D(rng.randint(1, 900_000)) / 100
            cells.append(day if header[0] == "@" else figure if header[0] == "+" else f"N{at}-{rng.randint(1, 4)}")
        rows.append(cells)
    return Case(rng.choice(NEUTRAL), delimited(rows), "", notes=f"{kind} {language}", refusals=NOT_HELD)


def commissions(rng: Random) -> Case:
    """Commission sheets: their sales are counted elsewhere."""
    return _other("commissions", rng)


def payroll(rng: Random) -> Case:
    """Pay slips."""
    return _other("payroll", rng)


def opportunities(rng: Random) -> Case:
    """Deals that are not yet sales."""
    return _other("opportunities", rng)


def purchases(rng: Random) -> Case:
    """What was bought."""
    return _other("purchases", rng)


def ageing(rng: Random) -> Case:
    """Open items by customer and age, without documents."""
    return _other("ageing", rng)


def ledger(rng: Random) -> Case:
    """Debit and credit."""
    return _other("ledger", rng)


ACTUAL = {
    "zh": ("各大区销售额", "业务员销售业绩", "回款统计", "实际销售", "出货金额"),
    "en": ("Actual sales by rep", "Revenue by region", "Collections 2026", "Sales by month"),
    "ja": ("担当者別売上実績", "月別売上高"), "ko": ("담당자별 매출실적", "월별 매출액"),
    "de": ("Umsatz nach Vertreter", "Ist-Umsatz"), "fr": ("Ventes par commercial", "CA réalisé"),
    "es": ("Ventas por vendedor", "Ventas reales"), "pt": ("Vendas por vendedor", "Faturamento realizado"),
}  # fmt: skip
GOAL = {
    "zh": ("销售目标", "销售任务", "销售预算", "业绩指标"), "en": ("Sales targets", "Sales budget", "Quota", "Sales plan"),
    "ja": ("売上目標", "売上予算"), "ko": ("매출목표", "판매목표"), "de": ("Umsatzziele", "Zielumsatz"), "fr": ("Objectifs de vente", "Objectif CA"),
    "es": ("Objetivos de venta", "Presupuesto de ventas", "Metas de ventas"), "pt": ("Metas de vendas", "Orçamento de vendas"),
}  # fmt: skip


def _across(rng: Random, language: str, title: str) -> tuple[bytes, list[D]]:
    count, names = rng.randint(2, 6), MONTHS.get("zh" if language == "zh-Hant" else language, MONTHS["en"])
    months = rng.choice((names, [f"2026-{n:02}" for n in range(1, 13)]))[: rng.choice((3, 6, 12))]
    values = [[D(rng.randint(10, 900) * 1000) for _ in months] for _ in range(count)]
    rows: Cells = [[title, *[None] * len(months)]] if title else []
    rows.append([word(rng, "targets", rng.choice(("rep_name", "region")), language), *months])
    rows += [[f"N{n} {'甲乙丙丁戊己'[n]}", *row] for n, row in enumerate(values)]
    return delimited(rows), [value for row in values for value in row]


def actuals_across(rng: Random) -> Case:
    """Months across that hold what was sold or collected: never targets."""
    language = rng.choice(LANGUAGES)
    content, _ = _across(rng, language, rng.choice(("", spelled(rng, ACTUAL, language) + " 2026")))
    return Case("2026.csv", content, "", notes=language, refusals=NOT_HELD)


def targets_across(rng: Random) -> Case:
    """Months across under a word for targets."""
    language = rng.choice(LANGUAGES)
    content, values = _across(rng, language, spelled(rng, GOAL, language) + " 2026")
    return Case("2026.csv", content, "targets", {"target": total_of(values)}, language)


FOREIGN = (
    ("Data sprzedaży", "Nr faktury", "Klient", "Towar", "Ilość", "Wartość netto"),
    ("Дата", "Номер накладной", "Покупатель", "Товар", "Количество", "Сумма"),
    ("Data", "N. fattura", "Cliente", "Articolo", "Quantità", "Importo"),
    ("Factuurdatum", "Factuurnummer", "Klant", "Artikel", "Aantal", "Bedrag"),
    ("Tarih", "Fatura No", "Müşteri", "Ürün", "Miktar", "Tutar"),
    ("Ngày bán", "Số hóa đơn", "Khách hàng", "Sản phẩm", "Số lượng", "Thành tiền"),
    ("วันที่", "เลขที่ใบกำกับ", "ลูกค้า", "สินค้า", "จำนวน", "ยอดขาย"),
    ("Datum", "Faktura", "Kund", "Vara", "Antal", "Belopp"),
)


def foreign(rng: Random) -> Case:
    """Sales in a language that no vocabulary holds: asked about, never something else."""
    count, headers = rng.randint(4, 10), rng.choice(FOREIGN)
    money = some_amounts(rng, count)
    rows: Cells = [list(headers)]
    for n, day in enumerate(some_days(rng, count)):
        rows.append([day.isoformat(), f"F{n}", f"K{n % 3}", f"T{n % 4}", rng.randint(1, 9), money[n]])
    return Case(rng.choice(NEUTRAL), delimited(rows), "sales", {"amount": total_of(money)}, headers[2])


def months_and_summary(rng: Random) -> Case:
    """A sheet a month and one that repeats their totals, by product or customer, or every row again."""
    sheets: dict[str, Cells] = {}
    header: list[object] = ["日期", "客户名称", "产品名称", "数量", "金额"]
    every: list[tuple[date, str, str, int, D]] = []
    for month in range(1, rng.randint(3, 5)):
        rows = [
            (date(2026, month, rng.randint(1, 28)), f"客户{rng.randint(1, 3)}", f"产品{rng.randint(1, 3)}", rng.randint(1, 9), D(rng.randint(100, 99_999)) / 100)
            for _ in range(rng.randint(3, 7))
        ]  # fmt: skip
        sheets[f"{month}月"], every = [header, *map(list, rows)], [*every, *rows]
    by = rng.choice((1, 2))
    grouped: dict[str, list[D]] = {}
    for row in every:
        pair = grouped.setdefault(str(row[by]), [D(0), D(0)])
        pair[0], pair[1] = pair[0] + row[3], pair[1] + row[4]
    summary: Cells = [[header[by], "数量", "金额"], *[[name, *pair] for name, pair in sorted(grouped.items())]]
    sheets[rng.choice(("汇总", "透视表", "Sheet9", "合计"))] = rng.choice((summary, [header, *map(list, every)]))
    if rng.random() < 0.3:
        sheets = dict(reversed(sheets.items()))
    content = workbook(sheets)
    return Case("2026销售.xlsx", content, "sales", {"amount": total_of([row[4] for row in every])})


#: What a person says who knows that the goods are in stock, on which day, and that their prices are not wanted.
_IN_STOCK = {"dataset": "stock", "stock_date": "2026-05-31", "unread": "leave"}


def stock_like_products(rng: Random) -> Case:
    """A list of products with what is in stock: the quantities may not be lost."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 10)
    pieces = [D(rng.randint(0, 400)) for _ in range(count)]
    columns: Columns = [
        (word(rng, "products", "product", language), [f"P{100 + n}" for n in range(count)]),
        (word(rng, "products", "product_name", language), [f"Ware {n}" for n in range(count)]),
        (word(rng, "products", "category", language), [f"G{n % 2}" for n in range(count)]),
        (word(rng, "products", "list_price", language), some_amounts(rng, count, 50)),
        (word(rng, "stock", "quantity", language), pieces),
    ]
    content, truth = delimited(table(rng, columns)), {"quantity": total_of(pieces)}
    return Case(rng.choice(NEUTRAL), content, "stock", truth, language, answers=_IN_STOCK)


def _titled(rng: Random, rows: Cells) -> Cells:
    """The rows, at times under a title."""
    title = rng.choice(("", "", "Report 05/2026", "明细表", "Auswertung"))
    return [[title, *[None] * (len(rows[0]) - 1)], *rows] if title else rows


MAKERS: tuple[Maker, ...] = (
    sales_export, stock_export, receivables_export, receipts_export, commissions, payroll, opportunities, purchases,
    ageing, ledger, actuals_across, targets_across, foreign, months_and_summary, stock_like_products,
)  # fmt: skip
