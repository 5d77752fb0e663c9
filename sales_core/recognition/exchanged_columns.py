"""Headers that were exchanged: pieces under the price, names under the code. Told, turned round when wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole
from sales_core.recognition.draft import Draft
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading import ReadingFigure

#: Rows from which products are told apart by how constant their figures are.
_ROWS = 8
#: Rows of one product of which two may agree by chance.
_FEW = 2
#: Share of the values that has to speak for the exchange.
_MOST = 0.8
#: How many times more the price has to vary inside a product than the quantity.
_SPREAD = 2.0
#: Rows that are looked at before all are.
_SAMPLE = 1_000
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._/#-]*")


def settle_exchanged_columns(draft: Draft) -> None:
    """Asks whether two columns stand under each other's header, where values and history say so."""
    pairs = [*_priced(draft), *_named(draft)]
    if not pairs:
        return
    shown = "; ".join(f"{draft.header(draft.column(a))} ↔ {draft.header(draft.column(b))}" for a, b in pairs)
    options = choices("columns_exchanged", "exchange", "as_named")
    text = words("columns_exchanged", columns=shown)
    if draft.ask("columns_exchanged", text, options, figures=_figures(draft, pairs)) != "exchange":
        return
    for a, b in pairs:
        first, second = draft.fields[a], draft.fields[b]
        draft.fields[a], draft.fields[b] = second.cast(first.type), first.cast(second.type)


def _figures(draft: Draft, pairs: list[tuple[str, str]]) -> Mapping[str, tuple[ReadingFigure, ...]]:
    quantity = draft.filled(ColumnRole.QUANTITY)
    other = next((b for a, b in pairs if a == quantity), "")
    if not other:
        return {}
    turned = draft.figure(quantity, draft.fields[other])
    return {"exchange": (turned,), "as_named": (draft.figure(quantity),)}


def _priced(draft: Draft) -> Iterator[tuple[str, str]]:
    """Quantity and price, where a product's pieces are broken and always the same and its price is whole and varies."""
    quantity, price = draft.filled(ColumnRole.QUANTITY), draft.filled(ColumnRole.PRICE)
    refs = [ref for ref in draft.dataset.entities if draft.catalogue.entity(ref.entity).is_priced]
    things = [name for ref in refs for name in (ref.code, ref.name) if name in draft.fields]
    if not quantity or not price or not things or draft.height < _ROWS or not _is_whole(draft, price, _SAMPLE):
        return
    pieces, prices = (np.abs(np.nan_to_num(np.asarray(draft.floats(name)))) for name in (quantity, price))
    if not _is_whole(draft, price, draft.height) or (pieces == np.round(pieces)).all():
        return
    codes = np.asarray(draft.fields[things[0]].dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False))
    several = [rows for code in np.unique(codes)[:200] if len(rows := np.flatnonzero(codes == code)) > _FEW]
    if sum(map(len, several)) < _ROWS:
        return
    spread = [np.mean([len(np.unique(v[rows])) / len(rows) for rows in several]) for v in (pieces, prices)]
    if spread[1] > _SPREAD * spread[0]:
        yield quantity, price


def _is_whole(draft: Draft, name: str, rows: int) -> bool:
    """Whether the first values of a field have no fraction."""
    values = draft.fields[name].slice(0, rows)
    return bool(pc.all(pc.equal(values, pc.round(values)), min_count=0).as_py())


def _named(draft: Draft) -> Iterator[tuple[str, str]]:
    """Code and name of an entity, where the codes are known names, or are no codes beside names that look like some."""
    for ref in draft.dataset.entities:
        if ref.name == ref.code or ref.code not in draft.fields or ref.name not in draft.fields:
            continue
        codes, names = (draft.distinct(one)[:500].to_pylist() for one in (ref.code, ref.name))
        if not codes or not names:
            continue
        stored, unnamed = (of.get(ref.name, frozenset()) for of in (draft.reference.values, draft.reference.unnamed))
        known = stored - unnamed
        held = sum(text in known for text in codes) >= _MOST * len(codes) and not any(text in known for text in names)
        looks = _share_of_codes(names) >= _MOST and _share_of_codes(codes) <= 1 - _MOST
        if (held and known) or looks:
            yield ref.code, ref.name


def _share_of_codes(texts: list[str]) -> float:
    return sum(_CODE.fullmatch(text) is not None for text in texts) / len(texts)
