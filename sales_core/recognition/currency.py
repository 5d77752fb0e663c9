"""Several currencies in one file: converted by its own rate column, left to the loaded rate table, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, ValueKind
from sales_core.kernel.periods import listed_days
from sales_core.kernel.problems import Severity
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import money
from sales_core.recognition.number_words import CURRENCIES
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading_options import option_label, option_reason

_PRICES = (ColumnRole.UNIT_COST, ColumnRole.LIST_PRICE, ColumnRole.PRICE)
#: Fewer prices are no evidence. A reading is proven by enough of them when it explains most to this share (the others
#: changed with time) and every other reading only a few.
_FEWEST, _ENOUGH, _CLOSE, _MOST, _FEW = 5, 100, 0.005, 0.5, 0.1
_WORDS = {
    "人民币": "CNY", "RMB": "CNY", "¥": "CNY", "￥": "CNY", "美元": "USD", "$": "USD", "US$": "USD", "欧元": "EUR",
    "€": "EUR", "港币": "HKD", "日元": "JPY", "英镑": "GBP", "£": "GBP",
}  # fmt: skip
#: Words of a unit that are of one currency alone: ISO codes (also as kEUR, TUSD), and signs and words of one country.
_CURRENCY_OF = {"円": "JPY", "원": "KRW"} | {
    word: code
    for word, code in CURRENCIES.items()
    if word not in {"$", "¥"} and (word.upper() == code or not word.isascii() or "$" in word or word in {"rmb", "euro"})
}
_CODES = frozenset((*_WORDS.values(), *CURRENCIES.values()))
_NAMED = re.compile(
    "|".join(
        rf"(?:(?<![a-z])[tk]?({re.escape(word)})s?(?![a-z]))" if word.isascii() else f"({re.escape(word)})"
        for word in sorted(_CURRENCY_OF, key=len, reverse=True)
    )
)


def settle_currency(draft: Draft) -> None:
    """Leaves the rows in one currency, or in currencies whose rates are loaded, or reports E_CURRENCY_MIX.

    Where the reporting currency is not decided yet and several could be it, the load as a whole asks.
    """
    stated = draft.filled(ColumnRole.CURRENCY)
    if not draft.dataset.role(ColumnRole.CURRENCY):
        _check_unread(draft)
    if not stated:
        _check_signs(draft)
        stated = _said_currency(draft)
    if not stated or not draft.filled(ColumnRole.AMOUNT):
        return
    texts = pc.utf8_upper(draft.fields[stated]).dictionary_encode()
    names = [_WORDS.get(t, t) for t in texts.dictionary.to_pylist()]
    currency = pa.array(names, pa.string()).take(texts.indices)
    draft.fields[stated] = currency
    present = {n for n in names if n}
    base = draft.reference.reporting_currency or _base(draft, currency)
    # A rate column may say that amounts are converted already, so it is asked about even where rates are loaded.
    if draft.filled(ColumnRole.EXCHANGE_RATE) and present - {base}:
        _by_rate_column(draft, base)
        return
    possible = {base} if draft.reference.reporting_currency else present
    if any(convertible(present, one, draft.reference.rates) for one in possible):
        return
    foreign = {c for c in present if not convertible({c}, base, draft.reference.rates)}
    mask = pc.is_in(currency, pa.array(sorted(foreign), pa.string()))
    rows = np.flatnonzero(np.asarray(mask.fill_null(False).to_numpy(zero_copy_only=False), dtype=np.bool_))
    draft.report_rows("E_CURRENCY_MIX", Severity.ERROR, rows, stated, facts={"base": base})
    needed = {"base": base, "days": _days(draft, rows)}
    draft.report("N_RATES_NEEDED", Severity.NOTE, value=", ".join(sorted(foreign)), facts=needed)


def _said_currency(draft: Draft) -> str:
    """The column of currencies, filled where header, title or user say that the amounts are in another one than the
    company's."""
    stated, company = draft.dataset.role(ColumnRole.CURRENCY), draft.reference.reporting_currency
    if not stated or not draft.filled(ColumnRole.AMOUNT):
        return ""
    named, where = _named_currency(draft)
    origin = option_reason(where or ("company" if company else "nothing"))
    said = draft.offer("currency", option_label("currency"), named or company, origin, typed="currency")
    if said == company:
        return ""
    draft.fields[stated] = pa.repeat(pa.scalar(said, pa.string()), draft.height)
    return stated


def _named_currency(draft: Draft) -> tuple[str, str]:
    """The currency that the unit of the amount names, in its header or in the title, and which; two name none.

    A bare $ or ¥ and 元 are of several countries.
    """
    column = draft.column(draft.filled(ColumnRole.AMOUNT))
    header = "" if column is None else draft.block.headers[column].unit
    for where, unit in (("header", header), ("title", draft.context.unit)):
        found = {_CURRENCY_OF[one[one.lastindex or 0]] for one in _NAMED.finditer(unit.casefold())}
        if len(found) == 1:
            return found.pop(), where
    return "", ""


def convertible(currencies: Iterable[str], base: str, pairs: frozenset[tuple[str, str]]) -> bool:
    """Whether each currency is `base` or has a rate with it, either way round."""
    return all(one == base or (one, base) in pairs or (base, one) in pairs for one in currencies)


def _days(draft: Draft, rows: np.ndarray) -> str:
    """The days of these rows, for which rates are needed."""
    dated = draft.fields.get(draft.dataset.period or "")
    found = set() if dated is None else {day for day in dated.take(pa.array(rows)).to_pylist() if day is not None}
    return listed_days(sorted(found))


def _check_unread(draft: Draft) -> None:
    """E_CURRENCY_MIX for figures of a dataset that knows the company's currency only, beside a column of others."""
    shapes = column_shapes(draft.grid, draft.block.body_start) if draft.filled(ColumnRole.AMOUNT) else ()
    company = draft.reference.reporting_currency
    for column, shape in enumerate(shapes):
        if shape != "text" or column in draft.columns.found:
            continue
        texts = pc.utf8_upper(pc.utf8_trim_whitespace(draft.grid.columns[column].take(pa.array(draft.row_of))))
        present = {_WORDS.get(text, text) for text in pc.unique(texts).to_pylist() if text}
        if not present or not present <= _CODES or (len(present) == 1 and (not company or present == {company})):
            continue
        usual = company or _base(draft, texts)
        other = pc.not_equal(texts, usual).fill_null(False)
        rows = draft.row_of[np.flatnonzero(np.asarray(other.to_numpy(zero_copy_only=False), dtype=np.bool_))]
        facts = {"base": usual, "currencies": ", ".join(sorted(present))}
        draft.report("E_CURRENCY_MIX", Severity.ERROR, rows, column, facts=facts)
        return


def _check_signs(draft: Draft) -> None:
    """E_CURRENCY_MIX for a column whose cells, or their number formats, name different currencies."""
    formats = draft.grid.sheet.currencies
    for column, found in draft.columns.found.items():
        if draft.dataset.column(found.field).kind is not ValueKind.MONEY:
            continue
        signs = draft.currencies.get(column, {})
        names = {*signs, *(formats[column] if column < len(formats) else ())}
        if names & {"CNY", "JPY"}:
            names.discard("¥")
        if len(names) < 2:
            continue
        usual = max(signs, key=lambda name: len(signs[name]), default="")
        rows = np.sort(np.concatenate([np.empty(0, np.int64), *(r for name, r in signs.items() if name != usual)]))
        draft.report(
            "E_CURRENCY_MIX",
            Severity.ERROR,
            rows.astype(np.int64),
            column,
            place=None if len(rows) else draft.place(column=draft.header(column)),
            facts={"base": usual or min(names), "currencies": ", ".join(sorted(names))},
        )


def _base(draft: Draft, currency: pa.Array) -> str:
    """The currency whose rate is 1 throughout, else the commonest."""
    if rate := draft.filled(ColumnRole.EXCHANGE_RATE):
        off = pc.is_in(currency, currency.filter(pc.not_equal(draft.fields[rate], Decimal(1)).fill_null(True)).unique())
        own = currency.filter(pc.invert(off))
        if len(own):
            currency = own
    counts = pc.value_counts(currency.drop_null())
    best = max(counts.to_pylist(), key=lambda c: c["counts"], default=None)
    return str(best["values"]) if best else ""


def _by_rate_column(draft: Draft, base: str) -> None:
    """What the rate column means: proven by the file's own prices, or said by the user (once a layout)."""
    stated, rates = draft.filled(ColumnRole.CURRENCY), draft.filled(ColumnRole.EXCHANGE_RATE)
    answer: str | None
    answer, is_proven = _evidence(draft, base)
    if not is_proven or draft.given("amount_currency") is not None:
        text = words("amount_currency", base=base, column=draft.header(draft.column(rates)))
        options = choices("amount_currency", "reporting", "multiply", "divide", base=base)
        answer = draft.ask("amount_currency", text, options, answer)
    else:
        draft.settled["amount_currency"] = answer
    if answer != "reporting":
        is_base = pc.equal(draft.fields[stated], base).fill_null(True)
        rate = pc.if_else(is_base, pa.scalar(Decimal(1), draft.fields[rates].type), draft.fields[rates])
        zero = pc.less_equal(rate, Decimal(0)).fill_null(True)
        rows = np.flatnonzero(np.asarray(zero.to_numpy(zero_copy_only=False), dtype=np.bool_))
        draft.report_rows("E_RANGE", Severity.ERROR, rows, rates)
        rate = pc.if_else(zero, pa.scalar(Decimal(1), rate.type), rate)
        for column in draft.dataset.columns:
            if (name := column.id) in draft.fields and column.kind is ValueKind.MONEY:
                draft.fields[name] = _converted(draft.fields[name], rate, divide=answer == "divide")
    draft.report("N_CURRENCY_SETTLED", Severity.NOTE, column=draft.column(rates), facts={"base": base})
    draft.fields[stated] = pa.repeat(pa.scalar(base, pa.string()), draft.height)
    draft.fields[rates] = pa.repeat(pa.scalar(Decimal(1), pa.decimal128(18, 8)), draft.height)


def _converted(values: pa.Array, rate: pa.Array, *, divide: bool) -> pa.Array:
    if divide:
        quotients = [None if v is None else v / r for v, r in zip(values.to_pylist(), rate.to_pylist(), strict=True)]
        return pa.array([None if q is None else q.quantize(Decimal("0.0001")) for q in quotients], values.type)
    return money(pc.multiply(money(values), rate.cast(pa.decimal128(18, 8))))


def _evidence(draft: Draft, base: str) -> tuple[str, bool]:
    """What the rates mean by the prices of one product in several currencies, and whether that is beyond doubt.

    One product at one price in every currency means amounts are already in the base currency. A cost proves nothing of
    what customers pay.
    """
    names = [name for name in map(draft.filled, _PRICES) if name]
    found = [(name, misfit) for name in names if (misfit := _misfits(draft, base, name))]
    if not found:
        return "reporting", False
    best = min(found[0][1], key=lambda reading: float(np.median(found[0][1][reading])))
    sold = [misfit for name, misfit in found if draft.dataset.column(name).role is not ColumnRole.UNIT_COST]
    return best, bool(sold) and all(_proves(misfit, best) for misfit in sold[:1])


def _proves(misfit: Mapping[str, np.ndarray], best: str) -> bool:
    """Whether one reading explains most of enough prices, and chance alone what the others explain."""
    fitting = {name: float(np.mean(values <= _CLOSE)) for name, values in misfit.items()}
    others = max(share for name, share in fitting.items() if name != best)
    return len(misfit[best]) >= _ENOUGH and fitting[best] >= _MOST and others <= _FEW


def _misfits(draft: Draft, base: str, price: str) -> dict[str, np.ndarray]:
    """Per reading of the rates how far prices of the base currency are from those of others, as a share; few: none."""
    priced = [ref for ref in draft.dataset.entities if draft.catalogue.entity(ref.entity).is_priced]
    product = next((name for ref in priced for name in (ref.code, ref.name) if name in draft.fields), None)
    rates, values = draft.floats(draft.filled(ColumnRole.EXCHANGE_RATE)), draft.floats(price)
    if product is None or values is None or rates is None:
        return {}
    codes = np.asarray(draft.fields[product].dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False))
    is_base = np.asarray(
        pc.equal(draft.fields[draft.filled(ColumnRole.CURRENCY)], base).fill_null(False).to_numpy(zero_copy_only=False)
    )
    usual: dict[int, float] = dict(zip(codes[is_base].tolist(), values[is_base].tolist(), strict=True))
    pairs = [(values[i] / usual[c], rates[i]) for i, c in enumerate(codes.tolist()) if not is_base[i] and usual.get(c)]
    if len(pairs) < _FEWEST:
        return {}
    ratio = np.array([p[0] for p in pairs])
    rate = np.array([p[1] for p in pairs])
    return {"reporting": abs(ratio - 1), "divide": abs(ratio / rate - 1), "multiply": abs(ratio * rate - 1)}
