"""Kind B, which column: a target, plan or budget beside what came of it. Which it is, or both, is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

from tests.recognition.generated.case import (
    LANGUAGES,
    Case,
    Columns,
    Maker,
    delimited,
    sales_lines,
    some_amounts,
    spelled,
    table,
    total_of,
    word,
)

PLANNED: Mapping[str, Sequence[str]] = {
    "zh": ("目标", "销售目标", "计划金额", "预算", "任务额"), "en": ("Target", "Plan", "Budget", "Sales quota", "FY plan amount", "Goal"),
    "ja": ("目標", "予算", "売上目標"), "ko": ("목표", "예산", "매출목표"), "de": ("Ziel", "Plan", "Budget", "Umsatz Soll"),
    "fr": ("Objectif", "Budget"), "es": ("Objetivo", "Presupuesto"), "pt": ("Objetivo", "Meta", "Orçamento"),
}  # fmt: skip
SOLD: Mapping[str, Sequence[str]] = {
    "zh": ("销售额", "实际", "实际销售额"), "en": ("Sales", "Actual", "Revenue", "Actual sales"), "ja": ("売上", "実績"), "ko": ("매출", "실적"),
    "de": ("Umsatz", "Ist"), "fr": ("Ventes", "Réalisé"), "es": ("Ventas", "Real"), "pt": ("Vendas", "Realizado"),
}  # fmt: skip
FOLLOWS: Mapping[str, Sequence[str]] = {
    "zh": ("达成率", "差异"), "en": ("Achievement %", "Variance"), "ja": ("達成率",), "ko": ("달성률",), "de": ("Abweichung",),
    "fr": ("Écart",), "es": ("Desvío",), "pt": ("Desvio",),
}  # fmt: skip


def target_beside_sales(rng: Random) -> Case:
    """Sales lines that carry a target as well."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 10)
    sold, planned = some_amounts(rng, count), some_amounts(rng, count)
    columns: Columns = [
        *sales_lines(rng, language, count),
        (word(rng, "sales", "amount", language), sold),
        (spelled(rng, PLANNED, language), planned),
    ]
    return _case(rng, columns, sold, planned, dataset="sales", language=language)


def sales_beside_target(rng: Random) -> Case:
    """A month, a region, what was planned and what was sold."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 9)
    planned, sold = some_amounts(rng, count), some_amounts(rng, count)
    columns: Columns = [
        (word(rng, "targets", "month", language), [f"2026-{1 + n:02}" for n in range(count)]),
        (word(rng, "targets", "region", language), [f"R{n % 2}" for n in range(count)]),
        (spelled(rng, PLANNED, language), planned),
        (spelled(rng, SOLD, language), sold),
    ]
    return _case(rng, columns, sold, planned, dataset="targets", language=language)


def _case(
    rng: Random,
    columns: Columns,
    sold: Sequence[Decimal],
    planned: Sequence[Decimal],
    *,
    dataset: str,
    language: str,
) -> Case:
    if rng.random() < 0.4:
        columns = [*columns, (spelled(rng, FOLLOWS, language), [round(rng.random(), 2) for _ in sold])]
    return Case(
        "export.csv", delimited(table(rng, columns)), dataset, {"amount": total_of(sold), "target": total_of(planned)}, language,
        must_ask=True, answers={"planned_and_sold": "both"}, also="targets" if dataset == "sales" else "sales",
    )  # fmt: skip


MAKERS: tuple[Maker, ...] = (target_beside_sales, sales_beside_target)
