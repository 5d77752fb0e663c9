"""Kind A, which file it is: money of another subject under a sheet or file name of its own, beside sales or alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from tests.recognition.generated.case import (
    LANGUAGES,
    Case,
    Cells,
    Columns,
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

#: What people call money that is no price of goods.
SUBJECTS: Mapping[str, Sequence[str]] = {
    "zh": ("奖金", "五月奖金表", "提成明细", "工资", "押金", "返利", "客户定金", "备用金"),
    "en": ("Bonus", "Q2 bonuses", "Commission payout", "Payroll", "Customer deposits", "Rebates", "Loans", "Incentive run"),
    "ja": ("賞与", "ボーナス", "歩合", "預り金", "リベート"),
    "ko": ("보너스", "상여", "급여", "보증금", "리베이트"),
    "de": ("Prämien", "Boni Mai", "Provision", "Anzahlungen", "Kautionen", "Darlehen"),
    "fr": ("Primes", "Commissions", "Acomptes", "Cautions", "Loyers"),
    "es": ("Bonos", "Comisiones", "Sueldos", "Anticipos", "Fianzas"),
    "pt": ("Bônus", "Comissões", "Salários", "Adiantamentos", "Prêmios"),
}  # fmt: skip
#: Names from which nobody learns what the sheet holds.
UNTOLD = ("Sheet2", "x", "2", "Tabelle2", "list", "misc", "其他", "Spiffs")


def other_money_beside_sales(rng: Random) -> Case:
    """A day, somebody and an amount on a sheet of its own: told by its name, or only by the fuller sheet beside it."""
    language = rng.choice(LANGUAGES)
    money = some_amounts(rng, rng.randint(4, 10))
    sold: Columns = [*sales_lines(rng, language, len(money)), (word(rng, "sales", "amount", language), money)]
    other = spelled(rng, SUBJECTS, language) if rng.random() < 0.7 else rng.choice(UNTOLD)
    sheets = [("Sales", table(rng, sold)), (other, _payments(rng, language))]
    rng.shuffle(sheets)
    return Case("book.xlsx", workbook(dict(sheets)), "sales", {"amount": total_of(money)}, language)


def other_money_alone(rng: Random) -> Case:
    """The same in a file of its own, which its name gives away."""
    language = rng.choice(LANGUAGES)
    return Case(f"{spelled(rng, SUBJECTS, language)}.csv", delimited(_payments(rng, language)), "", notes=language)


def _payments(rng: Random, language: str) -> Cells:
    count = rng.randint(3, 8)
    who = rng.choice(("customer_name", "rep_name"))
    plain = {"zh": "金额", "en": "Amount", "ja": "金額", "ko": "금액", "de": "Betrag", "fr": "Montant", "es": "Importe", "pt": "Valor"}  # fmt: skip
    columns: Columns = [
        (spelled(rng, {"zh": ("日期",), "en": ("Date",), "ja": ("日付",), "ko": ("일자",), "de": ("Datum",), "fr": ("Date",), "es": ("Fecha",), "pt": ("Data",)}, language), some_days(rng, count)),
        (word(rng, "sales", who, language), [f"N{n}" for n in range(count)]),
        (spelled(rng, {one: (text,) for one, text in plain.items()}, language), some_amounts(rng, count, 900)),
    ]  # fmt: skip
    return table(rng, columns)


MAKERS: tuple[Maker, ...] = (other_money_beside_sales, other_money_alone)
