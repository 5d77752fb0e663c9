"""Names that stand in a column of codes: `Rep` over the names of people whose master has codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyarrow as pa

from sales_core.catalogue.dataset import EntityRef
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.mapping import FoundColumn
from sales_core.recognition.near_names import comparable_name

_SHOWN = 6


def settle_names_in_codes(draft: Draft) -> None:
    """Reads names in a column of codes as names where one thing alone has each.

    A column without any known code holds names: those that the master lacks are then near ones or new, and offered as
    such. Beside known codes, only the names that are known are read as the codes that have them.
    """
    for ref in draft.dataset.entities:
        is_written_apart = bool(ref.name) and ref.name != ref.code and not ref.is_definition
        if is_written_apart and ref.code in draft.fields and ref.name not in draft.fields:
            _settle(draft, ref)


def _settle(draft: Draft, ref: EntityRef) -> None:
    entity = draft.catalogue.entity(draft.catalogue.entity(ref.entity).resolved_as)
    named = draft.reference.masters.get(entity.master) or {
        code: name for name, code in draft.reference.codes.get(entity.id, {}).items()
    }
    codes = _codes(named)
    values = [value for value in draft.distinct(ref.code).to_pylist() if value not in named]
    found = {value: codes[plain] for value in values if (plain := comparable_name(value)) in codes}
    if not found:
        return
    has_codes = len(values) < len(draft.distinct(ref.code)) or bool(
        draft.reference.aliases.get(entity.id, {}).keys() & set(values)
    )
    shown = ", ".join(f"{value} = {code}" for value, code in sorted(found.items())[:_SHOWN])
    facts = {"names": shown + ("…" if len(found) > _SHOWN else "")}
    draft.report("N_NAMES_IN_CODES", Severity.NOTE, column=draft.column(ref.code), facts=facts)
    if not has_codes:
        found = {value: named[code] for value, code in found.items()}
    encoded = draft.fields.pop(ref.code).dictionary_encode()
    texts = [found.get(text, text) for text in encoded.dictionary.to_pylist()]
    draft.fields[ref.code if has_codes else ref.name] = pa.array(texts, pa.string()).take(encoded.indices)
    if has_codes:
        return
    column = draft.column(ref.code)
    if column is not None:
        draft.columns.found[column] = FoundColumn(ref.name, draft.columns.found[column].confidence, "shape")


def _codes(named: Mapping[str, str]) -> dict[str, str]:
    """Plain name → code, of names that are no code themselves and that one code alone has."""
    plain = {code: comparable_name(name) for code, name in named.items() if name and name != code}
    counts = Counter(plain.values())
    return {name: code for code, name in plain.items() if counts[name] == 1}
