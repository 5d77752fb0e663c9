"""Rows that put somebody elsewhere than the master ever did: told, since figures by place rest on the row."""

from __future__ import annotations

import pyarrow as pa

from sales_core.catalogue.dataset import EntityRef
from sales_core.catalogue.entity import Entity
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft

_SHOWN = 6


def tell_other_postings(draft: Draft, ref: EntityRef, entity: Entity) -> None:
    """N_OTHER_POSTING with each code, the place of its rows and that of the master."""
    postings, place = draft.reference.postings.get(entity.id, {}), entity.parent
    who = ref.code if ref.code in draft.fields else ref.name
    if not postings or not place or not {who, place} <= draft.fields.keys() or place not in ref.attributes:
        return
    pairs = pa.table([draft.fields[who], draft.fields[place]], ["who", "place"]).group_by(["who", "place"])
    codes = draft.reference.codes.get(entity.id, {})
    names = draft.reference.codes.get(draft.catalogue.entity(place).resolved_as, {})
    hidden = draft.reference.hidden.get(entity.id, frozenset())
    found: dict[tuple[str, str], str] = {}
    for row in pairs.aggregate([]).drop_null().to_pylist():
        code = row["who"] if row["who"] in postings else codes.get(row["who"], "")
        known = postings.get(code, frozenset())
        if (
            known
            and code not in hidden
            and not {row["place"], names.get(row["place"], row["place"])}
            & (known | {names.get(one, one) for one in known})
        ):
            found[row["who"], row["place"]] = f"{row['who']}: {row['place']} ≠ {'/'.join(sorted(known))}"
    if found:
        shown = "; ".join(sorted(found.values())[:_SHOWN]) + ("…" if len(found) > _SHOWN else "")
        facts = {"distinct": str(len({who for who, _ in found})), "examples": shown}
        column = draft.column(place)
        draft.report("N_OTHER_POSTING", Severity.NOTE, place=draft.place(), column=column, facts=facts)
