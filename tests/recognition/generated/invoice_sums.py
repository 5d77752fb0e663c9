"""Kind B, which column: net, tax, fees, discount and total of a document side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

from tests.recognition.generated.case import (
    Case,
    Columns,
    D,
    Maker,
    delimited,
    some_amounts,
    some_days,
    spelled,
    table,
    total_of,
    word,
)

_LANGUAGES = ("en", "de", "fr", "es", "pt", "zh")
NET: dict[str, Sequence[str]] = {
    "en": ("Subtotal", "Net amount", "Net sales"), "de": ("Nettobetrag",), "fr": ("Montant HT",), "es": ("Importe neto",),
    "pt": ("Valor líquido",), "zh": ("不含税金额", "无税金额"),
}  # fmt: skip
TAX: Mapping[str, Sequence[str]] = {
    "en": ("Tax", "VAT", "Sales tax"), "de": ("MwSt", "USt"), "fr": ("TVA",), "es": ("IVA",), "pt": ("ICMS",), "zh": ("税额",),
}  # fmt: skip
FEE: Mapping[str, Sequence[str]] = {
    "en": ("Shipping", "Freight"), "de": ("Versandkosten",), "fr": ("Livraison",), "es": ("Envío",), "pt": ("Frete",), "zh": ("运费",),
}  # fmt: skip
TOTAL: dict[str, Sequence[str]] = {
    "en": ("Total", "Grand total", "Order total"), "de": ("Gesamtbetrag", "Bruttobetrag"), "fr": ("Total TTC",), "es": ("Total",),
    "pt": ("Total",), "zh": ("价税合计",),
}  # fmt: skip


def _documents(rng: Random, language: str, count: int) -> Columns:
    return [
        (word(rng, "sales", "date", language), some_days(rng, count)),
        (word(rng, "sales", "order_no", language), [f"SO{1000 + n}" for n in range(count)]),
        (word(rng, "sales", "customer_name", language), [f"Kunde {n % 4}" for n in range(count)]),
        (word(rng, "sales", "product_name", language), [f"Ware {n % 5}" for n in range(count)]),
    ]


def _cents(values: Sequence[Decimal], share: Decimal) -> list[Decimal]:
    return [(value * share).quantize(D("0.01")) for value in values]


def net_tax_total(rng: Random) -> Case:
    """The total is the net amount with tax, and with what it costs to send it in half of the tables."""
    language, count = rng.choice(_LANGUAGES), rng.randint(5, 12)
    net = some_amounts(rng, count)
    tax = _cents(net, D(rng.choice(("0.07", "0.13", "0.19"))))
    columns = [
        *_documents(rng, language, count),
        (spelled(rng, NET, language), net),
        (spelled(rng, TAX, language), tax),
    ]
    total = [a + b for a, b in zip(net, tax, strict=True)]
    if rng.random() < 0.5:
        fees = [D(rng.choice((0, 5, 12))) for _ in net]
        columns.append((spelled(rng, FEE, language), fees))
        total = [a + b for a, b in zip(total, fees, strict=True)]
    columns.append((spelled(rng, TOTAL, language), total))
    return Case("sales.csv", delimited(table(rng, columns)), "sales", {"amount": total_of(net)}, language)


def unexplained_total(rng: Random) -> Case:
    """The total is not what stands beside it: what was sold is one or the other."""
    language, count = rng.choice(_LANGUAGES), rng.randint(5, 12)
    net = some_amounts(rng, count)
    tax = _cents(net, D("0.19"))
    total = [a + b + D(rng.randint(100, 9000)) / 100 for a, b in zip(net, tax, strict=True)]
    columns = [
        *_documents(rng, language, count),
        (spelled(rng, NET, language), net),
        (spelled(rng, TAX, language), tax),
        (spelled(rng, TOTAL, language), total),
    ]
    return Case(
        "sales.csv", delimited(table(rng, columns)), "sales", {"amount": total_of(net)}, language,
        must_ask=True, answers={"invoice_total": "net"},
    )  # fmt: skip


def bare_total(rng: Random) -> Case:
    """A total with no column between: of rates of tax, which is no question, or more than the net amount by anything."""
    language, count = rng.choice(_LANGUAGES), rng.randint(6, 14)
    net, is_taxed = some_amounts(rng, count), rng.random() < 0.5
    rates = (D("0.06"), D("0.13")) if rng.random() < 0.5 else (D("0.19"),)
    tax = [(value * rates[n % len(rates)]).quantize(D("0.01")) for n, value in enumerate(net)]
    total = [a + (b if is_taxed else D(rng.randint(0, 9000)) / 100) for a, b in zip(net, tax, strict=True)]
    columns = [
        *_documents(rng, language, count),
        (spelled(rng, _BARE_NET, language), net),
        (spelled(rng, _BARE_TOTAL, language), total),
    ]
    return Case(
        "sales.csv", delimited(table(rng, columns)), "sales", {"amount": total_of(net)}, language,
        must_ask=not is_taxed, answers={} if is_taxed else {"invoice_total": "net"},
    )  # fmt: skip


#: Words of which neither says that it is the other without tax or before something was taken off.
_BARE_NET = NET | {"fr": ("Montant net",), "zh": ("净额", "金额")}
_BARE_TOTAL = TOTAL | {"de": ("Gesamtbetrag",), "fr": ("Total",), "zh": ("总额", "总金额")}

MAKERS: tuple[Maker, ...] = (net_tax_total, unexplained_total, bare_total)
