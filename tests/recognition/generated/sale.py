"""Sales of some days as lines, and the file that holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.recognition.generated.case import Case

CENT = Decimal("0.01")
HEADERS = (
    ("日期", "单据编号", "客户名称", "产品名称", "数量", "金额"),
    ("Date", "Invoice No", "Customer", "Product", "Qty", "Amount"),
    ("单据日期", "订单号", "客户", "商品名称", "数量", "销售金额"),
    ("Order date", "Order ID", "Customer name", "Product name", "Quantity", "Net sales"),
)
NAMES = (
    ("甲公司", "乙公司", "丙商行", "丁超市", "大润发", "华联"),
    ("Alpha Ltd", "Beta AG", "Gamma SARL", "Delta SpA", "Épicerie Zoë", "ООО Ромашка"),
    ("株式会社あおい", "서울상사", "Łódź spółka", "München GmbH", "São João", "Ünal"),
)
GOODS = (
    ("茶", "杯", "乌龙茶 500ml", "糖"),
    ("Tea", "Cup", "Oolong 500 ml", "Sugar"),
    ("お茶", "녹차", "Kaffee", "açúcar"),
)


@dataclass(frozen=True)
class Line:
    """One sale."""

    day: date
    document: str
    customer: str
    product: str
    quantity: int
    amount: Decimal


def lines(rng: Random, count: int | None = None) -> list[Line]:
    """Sales of some days, with amounts in cents."""
    names, goods = rng.choice(NAMES), rng.choice(GOODS)
    first = date(2026, rng.randint(1, 5), rng.randint(1, 28))
    made = []
    for number in range(count or rng.randint(4, 14)):
        quantity = rng.randint(1, 60)
        amount = (Decimal(rng.randint(100, 99_999)) / 100 * quantity).quantize(CENT)
        day = first + timedelta(days=number // 2)
        made.append(Line(day, f"D{1000 + number}", rng.choice(names), rng.choice(goods), quantity, amount))
    return made


def total(made: Sequence[Line]) -> Decimal:
    """The sum of the amounts."""
    return sum((line.amount for line in made), Decimal(0))


def cells(
    line: Line, *, money: Callable[[Decimal], str] = str, day: Callable[[date], str] = date.isoformat
) -> list[str]:
    """A sale as texts."""
    return [day(line.day), line.document, line.customer, line.product, str(line.quantity), money(line.amount)]


def days_of(made: Sequence[Line]) -> tuple[date, ...]:
    """Their different days."""
    return tuple(sorted({line.day for line in made}))


def sales_case(name: str, content: bytes, amount: Decimal | None, days: tuple[date, ...] = ()) -> Case:
    """A file of sales; without an amount there is none that is true, so it may never load."""
    if amount is None:
        return Case(name, content, "")
    return Case(name, content, "sales", {"amount": amount}, days=days)
