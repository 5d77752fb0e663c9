"""Which kind of upload a table is: the dataset whose columns it fits best, and the runner-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Dataset
from sales_core.recognition.column_types import Shape
from sales_core.recognition.context import Context
from sales_core.recognition.header_names import Header
from sales_core.recognition.header_synonyms import rarity
from sales_core.recognition.mapping import ColumnMap, map_columns
from sales_core.recognition.month_columns import Wide
from sales_core.recognition.surrogate_keys import is_doubtful

CLOSE = 0.6
_SUBJECT: Mapping[str, tuple[str, ...]] = {
    "sales": ("销售", "出库", "sales", "orders"),
    "targets": ("目标", "任务", "预算", "计划", "target", "budget", "quota", "plan"),
    "stock": ("库存", "结存", "现存量", "inventory", "stock"),
    "receivables": ("应收", "发票", "receivable", "invoices", "aging", "ageing"),
    "receipts": ("回款", "收款", "到账", "receipts", "payments", "collections"),
    "outlet_audits": ("售点", "巡店", "门店检查", "终端检查", "outlet audit", "store check"),
    "customers": ("客户档案", "客户资料", "客户列表", "customers"),
    "products": ("产品档案", "商品档案", "存货档案", "product database", "products", "对照表"),
    "reps": ("业务员档案", "人员", "组织", "花名册", "reps", "organisation", "staff"),
    "branches": ("门店", "分公司档案", "stores", "branches"),
    "exchange_rates": ("汇率", "exchange"),
    "calendar": ("日历", "calendar"),
    "order_lines": ("订单明细", "order lines", "orderrows"),
}
#: Datasets whose date can come from a title, a name or an answer.
DATED_BY_CONTEXT = frozenset(("sales", "targets", "stock"))


@dataclass(frozen=True, slots=True)
class Recognised:
    """The best dataset with its columns; `close`: others that fit nearly as well; `fits`: nothing is missing."""

    dataset: Dataset
    columns: ColumnMap
    fits: bool
    close: tuple[str, ...]


def recognise(
    headers: Sequence[Header],
    shapes: Sequence[Shape],
    letters: Sequence[str],
    *,
    context: Context,
    wide: Wide | None,
    chosen: Mapping[str, str] | None,
    forced: str | None = None,
) -> Recognised | None:
    """The dataset that fits best (or the `forced` one); None when fewer than two columns fit any."""
    ranked = []
    for order, dataset in enumerate(product().datasets.values()):
        if (wide is not None and dataset.month_columns is None and not forced) or (forced and dataset.id != forced):
            continue
        skip = wide.columns if wide is not None and dataset.month_columns else frozenset()
        columns = map_columns(dataset, headers, shapes, letters=letters, skip=skip, chosen=chosen)
        lacking = missing_columns(dataset, columns, wide=wide is not None and dataset.month_columns is not None)
        subject = _SUBJECT.get(dataset.id, ())
        if dataset.document_number and not forced and is_doubtful(dataset, columns, headers, subject, context.words):
            lacking = (*lacking, dataset.document_number)
        score = _score(dataset, columns, headers, lacking, context)
        ranked.append((score, -order, dataset, columns, not lacking))
    ranked.sort(key=lambda r: (r[0], r[1]), reverse=True)
    if not ranked or (wide is None and len(ranked[0][3].found) < 2 and not forced):
        return None
    best = ranked[0]
    close = tuple(
        r[2].id
        for r in ranked[1:3]
        if best[4] and r[4] and best[0] - r[0] < CLOSE and not r[3].found.keys() < best[3].found.keys()
    )
    return Recognised(best[2], best[3], best[4], close)


def missing_columns(dataset: Dataset, columns: ColumnMap, *, wide: bool) -> tuple[str, ...]:
    """Field ids without which the table can not be loaded: required ones, then the first of each any-of group."""
    have = set(columns.column_of)
    supplied = set(dataset.month_columns.filled) if wide and dataset.month_columns else set()
    if dataset.id in DATED_BY_CONTEXT and dataset.period:
        supplied.add(dataset.period)
    lacking = [c.id for c in dataset.columns if c.required and c.id not in have | supplied]
    lacking += [group[0] for group in dataset.any_of if not have & set(group)]
    if dataset.id == "sales" and "amount" not in have and not {"quantity"} <= have:
        lacking.append("amount")
    return tuple(dict.fromkeys(lacking))


def _score(
    dataset: Dataset, columns: ColumnMap, headers: Sequence[Header], lacking: tuple[str, ...], context: Context
) -> float:
    score = 0.0
    for column, found in columns.found.items():
        rare = max((rarity(k) for k in headers[column].keys), default=0.0)
        score += found.confidence * (0.5 + rare if found.how != "fuzzy" else 0.3)
        score += 0.4 * dataset.column(found.field).required
    score -= 2.0 * len(lacking)
    if dataset.period and dataset.period not in columns.column_of and dataset.month_columns is None:
        score -= 0.8
    if any(word in context.words for word in _SUBJECT.get(dataset.id, ())):
        score += 0.7
    return score
