"""Kind B, which column: what a document came to beside what is open of it, under short words that may mean a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random

from tests.recognition.generated.case import (
    LANGUAGES,
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

#: What it came to; a word that nobody knows is among those of each language.
WHOLE: Mapping[str, Sequence[str]] = {
    "zh": ("原始金额", "原金额", "初始金额", "最初的数"), "en": ("Original", "Orig. Amt.", "Original Value", "Initially"),
    "ja": ("元金額", "原金額", "最初の額"), "ko": ("원금액", "최초금액", "처음"), "de": ("Originalbetrag", "Ursprungsbetrag", "Anfangs"),
    "fr": ("Montant d'origine", "Montant initial", "Au départ"), "es": ("Importe original", "Monto original", "Al inicio"),
    "pt": ("Valor original", "Valor inicial", "No começo"),
}  # fmt: skip
#: What is open of it.
OPEN: Mapping[str, Sequence[str]] = {
    "zh": ("未清", "未清金额", "未结"), "en": ("Open", "Still open", "Unpaid", "Remaining"), "ja": ("未決済", "未入金額"), "ko": ("미결", "미결제금액"),
    "de": ("Offen", "Noch offen", "Restbetrag"), "fr": ("Ouvert", "Reste dû", "Solde"), "es": ("Abierto", "Pendiente"), "pt": ("Em aberto", "Aberto"),
}  # fmt: skip


def original_and_open(rng: Random) -> Case:
    """Some documents are open as a whole, some in part; credit notes are negative."""
    count = rng.randint(5, 12)
    signs = [-1 if rng.random() < 0.15 else 1 for _ in range(count)]
    whole = [amount * sign for amount, sign in zip(some_amounts(rng, count), signs, strict=True)]
    whole[0] = abs(whole[0])
    parts = [D(1) if not n or rng.random() < 0.5 else D(rng.randint(0, 99)) / 100 for n in range(count)]
    open_ = [(amount * part).quantize(D("0.01")) for amount, part in zip(whole, parts, strict=True)]
    return _case(rng, whole, open_)


def original_document_beside_open(rng: Random) -> Case:
    """The number of the document that each is about, which is larger than any amount, under the word for the amount."""
    count = rng.randint(5, 12)
    open_ = some_amounts(rng, count)
    numbers = [D(rng.randint(1_000_000, 9_000_000)) for _ in range(count)]
    made = _case(rng, numbers, open_, header="Original", language="en")
    return Case(made.name, made.content, "receivables", {"amount": total_of(open_)}, made.notes)


def _case(
    rng: Random, whole: Sequence[Decimal], open_: Sequence[Decimal], *, language: str = "", header: str = ""
) -> Case:
    language = language or rng.choice(LANGUAGES)
    count, days = len(whole), some_days(rng, len(whole))
    columns: Columns = [
        (word(rng, "receivables", "document", language), [f"RE{2000 + n}" for n in range(count)]),
        (word(rng, "receivables", "customer_name", language), [f"Kunde {n % 4}" for n in range(count)]),
        (word(rng, "receivables", "date", language), days),
        (word(rng, "receivables", "due", language), [day + timedelta(days=30) for day in days]),
        (header or spelled(rng, WHOLE, language), whole),
        (spelled(rng, OPEN, language), open_),
    ]
    paid = total_of(whole) - total_of(open_)
    truth = {"amount": total_of(whole), "paid": paid}
    return Case("open items.csv", delimited(table(rng, columns)), "receivables", truth, language)


MAKERS: tuple[Maker, ...] = (original_and_open, original_document_beside_open)
