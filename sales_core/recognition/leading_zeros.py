"""Codes and document numbers that differ in leading zeros only, as spreadsheets drop them: are they one?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa

from sales_core.catalogue.dataset import ColumnRole, EntityRef
from sales_core.recognition.draft import Draft
from sales_core.recognition.questions import choices, words

_SHOWN = 6


def settle_leading_zeros(draft: Draft) -> None:
    """Asks about codes of one entity, and about documents of one day and amount, that are one number without zeros."""
    for ref in draft.dataset.entities:
        if ref.code in draft.fields and ref.code != ref.name and not ref.is_definition:
            _settle_codes(draft, ref)
    if draft.dataset.unique and draft.dataset.document_key:
        _settle_documents(draft, draft.dataset.document_key[0])


def _settle_codes(draft: Draft, ref: EntityRef) -> None:
    entity = draft.catalogue.entity(draft.catalogue.entity(ref.entity).resolved_as)
    known = {*draft.reference.codes.get(entity.id, {}).values(), *draft.reference.masters.get(entity.master, {})}
    known -= draft.reference.hidden.get(entity.id, frozenset())
    own = set(filter(None, draft.distinct(ref.code).to_pylist()))
    pairs = _pairs(own - draft.reference.aliases.get(entity.id, {}).keys(), known)
    if not pairs or not _are_one(draft, ref.code, pairs):
        return
    held = {code: best for code, best in pairs.items() if best in known and draft.reference.adds_masters}
    draft.aliases.setdefault(entity.id, {}).update(held)
    _rewrite(draft, ref.code, {code: best for code, best in pairs.items() if code not in held})


def _pairs(own: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Code → the one that it is written as with its zeros: a known one, else the longest of the file."""
    spelled: defaultdict[str, set[str]] = defaultdict(set)
    for code in known:
        if code.isdecimal():
            spelled[code.lstrip("0")].add(code)
    mine: defaultdict[str, set[str]] = defaultdict(set)
    for code in own:
        if code.isdecimal():
            mine[code.lstrip("0")].add(code)
    found: dict[str, str] = {}
    for bare, codes in mine.items():
        if len(codes | spelled[bare]) > 1 and len(spelled[bare]) <= 1:
            best = next(iter(spelled[bare]), max(codes, key=len))
            found |= {code: best for code in codes if code != best}
    return found


def _settle_documents(draft: Draft, name: str) -> None:
    """Documents of one day and amount; the later of two is left out where they are one."""
    if name not in draft.fields:
        return
    numbers = draft.fields[name]
    pairs = _pairs(draft.distinct(name).to_pylist(), ())
    if not pairs:
        return
    texts = numbers.to_pylist()
    amount = draft.filled(ColumnRole.AMOUNT)
    alike = [draft.fields[one].to_pylist() for one in (draft.dataset.period or "", amount) if one in draft.fields]
    seen: dict[tuple[object, ...], int] = {}
    again = np.zeros(draft.height, dtype=np.bool_)
    for row, text in enumerate(texts):
        key = (pairs.get(text, text), *(values[row] for values in alike))
        again[row] = seen.setdefault(key, row) != row and texts[seen[key]] != text
    if not again.any():
        return
    kept = draft.fields[amount].filter(pa.array(~again)) if amount else None
    figures = {"join": (draft.figure(amount, kept),), "apart": (draft.figure(amount),)} if amount else {}
    same = {text: pairs[text] for text in texts if text in pairs}
    options = choices("leading_zeros", "join", "apart")
    text = words("leading_zeros", column=draft.header(draft.column(name)), pairs=_listed(same))
    if draft.ask(f"leading_zeros:{name}", text, options, figures=figures) == "join":
        draft.body.left_out += [(int(row), "duplicate") for row in draft.row_of[again]]
        _rewrite(draft, name, same)
        draft.keep(~again)


def _are_one(draft: Draft, name: str, pairs: Mapping[str, str]) -> bool:
    text = words("leading_zeros", column=draft.header(draft.column(name)), pairs=_listed(pairs))
    return draft.ask(f"leading_zeros:{name}", text, choices("leading_zeros", "join", "apart")) == "join"


def _rewrite(draft: Draft, name: str, pairs: Mapping[str, str]) -> None:
    encoded = draft.fields[name].dictionary_encode()
    texts = [pairs.get(text, text) if text is not None else None for text in encoded.dictionary.to_pylist()]
    draft.fields[name] = pa.array(texts, pa.string()).take(encoded.indices)


def _listed(pairs: Mapping[str, str]) -> str:
    shown = [f"{code} → {best}" for code, best in sorted(pairs.items())]
    return "; ".join(shown[:_SHOWN]) + ("…" if len(shown) > _SHOWN else "")
