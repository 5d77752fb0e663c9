"""Kind B, which column: other periods, other dates, book beside counted, cost alone, names spelled twice, in nine languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from tests.recognition.generated.case import (
    LANGUAGES,
    Case,
    Cells,
    Columns,
    D,
    Maker,
    delimited,
    sales_lines,
    some_amounts,
    spelled,
    table,
    total_of,
    word,
)

PAIRS = Mapping[str, Sequence[tuple[str, ...]]]
#: This period, then others.
PERIODS: PAIRS = {
    "zh": (("本月金额", "上月金额", "去年同期"), ("本期销售额", "上期销售额", "本年累计"), ("本月销售额", "上月销售额", "同期")),
    "en": (("This Month", "Last Month", "YTD"), ("Sales", "Sales Last Year", "YTD Sales"), ("Net sales", "Prior year net sales", "Prev. month")),
    "ja": (("当月売上", "前月売上", "前年同月"), ("売上金額", "前年売上金額", "累計売上")),
    "ko": (("당월매출", "전월매출", "전년동월"), ("매출액", "전년매출액", "누계매출")),
    "de": (("Umsatz", "Umsatz Vormonat", "Umsatz Vorjahr"), ("Umsatz akt. Monat", "Vormonat", "Vorjahr")),
    "fr": (("CA HT", "CA mois précédent", "CA année précédente"), ("Montant", "Montant N-1", "Cumul annuel")),
    "es": (("Ventas", "Ventas mes anterior", "Ventas año anterior"), ("Importe", "Importe año anterior", "Acumulado")),
    "pt": (("Vendas", "Vendas mês anterior", "Vendas ano anterior"), ("Valor", "Valor ano anterior", "Acumulado")),
}  # fmt: skip
#: The day of the sale, then other days of it.
DATES: PAIRS = {
    "zh": (("订单日期", "发货日期", "预计到货日期"), ("下单时间", "发货时间", "签收时间"), ("销售日期", "到期日期", "交货日期"), ("单据日期", "审核日期", "打印日期")),
    "en": (("Order Date", "Ship Date", "Due Date"), ("Order Date", "Delivery Date", "Requested Date"), ("Created at", "Fulfilled at", "Cancelled at"), ("Invoice Date", "Due Date", "Payment Date")),
    "ja": (("受注日", "出荷日", "納期"), ("売上日", "請求日", "入金予定日"), ("注文日", "納品日", "更新日")),
    "ko": (("주문일자", "출고일자", "납기일"), ("판매일자", "배송일", "수정일")),
    "de": (("Auftragsdatum", "Lieferdatum", "Fälligkeitsdatum"), ("Rechnungsdatum", "Leistungsdatum", "Zahlungsziel"), ("Bestelldatum", "Versanddatum", "Änderungsdatum")),
    "fr": (("Date de commande", "Date de livraison", "Date d'échéance"), ("Date facture", "Date d'expédition", "Date de paiement")),
    "es": (("Fecha de pedido", "Fecha de entrega", "Fecha de vencimiento"), ("Fecha factura", "Fecha de envío", "Fecha de pago")),
    "pt": (("Data do pedido", "Data de entrega", "Data de vencimento"), ("Data de emissão", "Data de envio", "Data de pagamento")),
}  # fmt: skip
#: Counted, then what the books say and the difference.
COUNTS: PAIRS = {
    "zh": (("实盘数量", "账面数量", "盈亏数量"), ("盘点数量", "账存数量", "差异")),
    "en": (("Counted Qty", "Book Qty", "Variance"), ("Physical Qty", "System Qty", "Difference"), ("Actual count", "Expected qty", "Diff")),
    "ja": (("実棚数", "帳簿数", "差異"), ("実地棚卸数", "帳簿在庫", "差数"), ("数えた数", "あるべき数", "ずれ")),
    "ko": (("실사수량", "장부수량", "차이"), ("실재고", "전산재고", "차이수량")),
    "de": (("Istbestand", "Sollbestand", "Differenz"), ("Zählmenge", "Buchbestand", "Abweichung")),
    "fr": (("Stock réel", "Stock théorique", "Écart"), ("Quantité comptée", "Quantité théorique", "Écart")),
    "es": (("Stock físico", "Stock teórico", "Diferencia"), ("Cantidad contada", "Cantidad en sistema", "Diferencia"), ("Unidades halladas", "Unidades esperadas", "Desvío")),
    "pt": (("Estoque físico", "Estoque sistema", "Diferença"), ("Quantidade contada", "Quantidade sistema", "Diferença"), ("Unidades achadas", "Unidades esperadas", "Desvio")),
}  # fmt: skip
COST: Mapping[str, Sequence[str]] = {
    "zh": ("成本金额", "销售成本", "成本"), "en": ("Cost", "Total Cost", "Cost of Goods Sold", "COGS"), "ja": ("原価", "売上原価"), "ko": ("원가", "매출원가"),
    "de": ("Wareneinsatz", "Selbstkosten"), "fr": ("Coût total", "Coût des ventes"), "es": ("Costo total", "Costo de venta"), "pt": ("Custo total", "CMV"),
}  # fmt: skip
PROFIT: Mapping[str, Sequence[str]] = {
    "zh": ("毛利", "利润", "毛利额"), "en": ("Profit", "Gross Profit", "Margin"), "ja": ("粗利", "利益"), "ko": ("이익", "매출이익"), "de": ("Rohertrag", "Gewinn"),
    "fr": ("Marge", "Bénéfice"), "es": ("Utilidad", "Ganancia"), "pt": ("Lucro", "Margem"),
}  # fmt: skip
TAX: Mapping[str, Sequence[str]] = {
    "zh": ("税额", "运费", "优惠券"), "en": ("Tax", "VAT amount", "Shipping", "Tip"), "ja": ("消費税", "送料"), "ko": ("부가세", "세액", "배송비"), "de": ("MwSt", "Versandkosten", "USt-Betrag"),
    "fr": ("TVA", "Frais de port", "Montant TVA"), "es": ("IVA", "Envío", "Impuestos"), "pt": ("Imposto", "Frete", "ICMS"),
}  # fmt: skip


def other_periods(rng: Random) -> Case:
    """This period's sales beside those of other periods, by customer or product; the month stands in the title."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 10)
    names = _of(rng, PERIODS, language)
    now, *others = (some_amounts(rng, count) for _ in names)
    who = rng.choice(("customer_name", "product_name"))
    columns: Columns = [(word(rng, "sales", who, language), [f"N{n} Co" for n in range(count)])]
    columns += list(zip(names, (now, *others), strict=True))
    if rng.random() < 0.5:
        columns.append((word(rng, "sales", "quantity", language), [rng.randint(1, 99) for _ in range(count)]))
    rows: Cells = [["2026-05", *[None] * (len(columns) - 1)], *table(rng, columns)]
    return Case("sales 2026-05.csv", delimited(rows), "sales", {"amount": total_of(now)}, language)


def other_dates(rng: Random) -> Case:
    """The day of the sale beside the days of its delivery and payment."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 10)
    names, money = _of(rng, DATES, language), some_amounts(rng, count)
    (_, days), *rest = sales_lines(rng, language, count)
    ordered = [day for day in days if isinstance(day, date)]
    columns: Columns = [(names[0], ordered), *rest, (word(rng, "sales", "amount", language), money)]
    for number, name in enumerate(names[1 : rng.randint(2, 3)], start=1):
        columns.append((name, [day + timedelta(days=20 * number + rng.randint(0, 9)) for day in ordered]))
    different = tuple(sorted(set(ordered)))
    return Case(
        "orders.csv", delimited(table(rng, columns)), "sales", {"amount": total_of(money)}, language, days=different
    )


def counted_and_book(rng: Random) -> Case:
    """What was counted beside what the books say."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 10)
    names = _of(rng, COUNTS, language)
    book = [D(rng.randint(5, 300)) for _ in range(count)]
    counted = [max(D(0), pieces + rng.randint(-4, 4)) for pieces in book]
    columns: Columns = [
        (word(rng, "stock", "product", language), [f"P{n}" for n in range(count)]),
        (word(rng, "stock", "product_name", language), [f"Ware {n}" for n in range(count)]),
        (names[0], counted),
        (names[1], book),
    ]
    if rng.random() < 0.6:
        columns.append((names[2], [a - b for a, b in zip(counted, book, strict=True)]))
    return Case(
        "stock 2026-05-31.csv", delimited(table(rng, columns)), "stock", {"quantity": total_of(counted)}, language
    )


def money_beside(rng: Random) -> Case:
    """Cost, profit and tax beside the amount, in any order."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 10)
    money = some_amounts(rng, count)
    columns: Columns = [
        *sales_lines(rng, language, count),
        (word(rng, "sales", "quantity", language), [rng.randint(1, 40) for _ in range(count)]),
        (word(rng, "sales", "amount", language), money),
    ]
    for beside in rng.sample((COST, PROFIT, TAX), rng.randint(1, 3)):
        columns.append((spelled(rng, beside, language), some_amounts(rng, count, 500)))
    return Case("sales.csv", delimited(table(rng, columns)), "sales", {"amount": total_of(money)}, language)


def cost_alone(rng: Random) -> Case:
    """Quantities with their cost, profit or tax, and no amount: what was sold for is unknown."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 10)
    pieces = [D(rng.randint(1, 40)) for _ in range(count)]
    columns: Columns = [
        *sales_lines(rng, language, count),
        (word(rng, "sales", "quantity", language), pieces),
        (spelled(rng, rng.choice((COST, PROFIT, TAX)), language), some_amounts(rng, count)),
    ]
    truth = {"amount": D(0), "quantity": total_of(pieces)}
    return Case("sales.csv", delimited(table(rng, columns)), "sales", truth, language)


def names_twice(rng: Random) -> Case:
    """One customer in several widths, cases and spacings is one customer."""
    language, count = rng.choice(LANGUAGES), rng.randint(8, 14)
    people = (("张 三", "张　三", "张三"), ("ANN LEE", "Ann Lee", "ann lee"), ("永辉(上海)", "永辉（上海）", "永辉 (上海)"), ("Café Zoé", "CAFÉ ZOÉ", "Café  Zoé"))  # fmt: skip
    chosen = [people[n % len(people)] for n in range(count)]
    money = some_amounts(rng, count)
    columns = [column for column in sales_lines(rng, language, count) if "Kunde" not in str(column[1][0])]
    columns.append((word(rng, "sales", "customer_name", language), [rng.choice(one) for one in chosen]))
    columns.append((word(rng, "sales", "amount", language), money))
    return Case(
        "sales.csv", delimited(table(rng, columns)), "sales", {"amount": total_of(money)}, language,
        different={"customer_name": min(len(people), count)},
    )  # fmt: skip


def measures_of_targets(rng: Random) -> Case:
    """Targets in pieces or money, one row a month: the unit in the header decides which."""
    language = rng.choice(("zh", "zh-Hant", "en"))
    goods = rng.random() < 0.5
    headers = {
        True: {"zh": ("销量目标（箱）", "目标数量"), "en": ("Target Qty", "Volume target (cases)", "Quantity target")},
        False: {"zh": ("销售目标（元）", "目标金额"), "en": ("Sales Target", "Target Amount", "Revenue target")},
    }[goods]
    count = rng.randint(3, 8)
    values = [D(rng.randint(10, 900)) for _ in range(count)]
    columns: Columns = [
        (word(rng, "targets", "month", language), [f"2026-{1 + n:02}" for n in range(count)]),
        (word(rng, "targets", "region", language), [f"R{n % 2}" for n in range(count)]),
        (spelled(rng, headers, language), values),
    ]
    return Case(
        "targets 2026.csv", delimited(table(rng, columns)), "targets", {"target": total_of(values)}, language,
        constants={"measure": "quantity" if goods else "net_sales"},
    )  # fmt: skip


def _of(rng: Random, pairs: PAIRS, language: str) -> tuple[str, ...]:
    """The headers of one pair in a language; traditional ones from the simplified."""
    if language != "zh-Hant":
        return rng.choice(pairs[language])
    return tuple(spelled(rng, {"zh": (name,), "en": ()}, language) for name in rng.choice(pairs["zh"]))


MAKERS: tuple[Maker, ...] = (
    other_periods, other_dates, counted_and_book, money_beside, cost_alone, names_twice, measures_of_targets,
)  # fmt: skip
