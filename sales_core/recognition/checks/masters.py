"""Codes against the masters: an unknown rep stops facts, unknown customers and products are listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import process

from sales_core.catalogue.dataset import EntityRef
from sales_core.catalogue.entity import Entity
from sales_core.kernel.problems import Severity
from sales_core.recognition.checks.postings import tell_other_postings
from sales_core.recognition.draft import Draft
from sales_core.recognition.near_names import comparable_name
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading import SAME_AS

_MAX_FINDINGS = 500
_SHOWN = 6
_NEAREST = 12


def check_masters(draft: Draft) -> None:
    """Codes that the master of their entity does not hold; nothing while a master is empty."""
    for ref in draft.dataset.entities:
        entity = draft.catalogue.entity(draft.catalogue.entity(ref.entity).resolved_as)
        code = entity.unknown_problem_in_masters if draft.dataset.is_master else entity.unknown_problem
        if code and entity.master != draft.dataset.id:
            _unknown(draft, ref, code, entity)
        if not ref.is_definition:
            _keep_names_of_others(draft, ref, entity)
            _tell_conflicts(draft, ref, entity)
            tell_other_postings(draft, ref, entity)


def _unknown(draft: Draft, ref: EntityRef, problem: str, entity: Entity) -> None:
    code, name, master_id = ref.code, ref.name, entity.master
    master = draft.reference.masters.get(master_id, {})
    field = code if code in draft.fields else name if name in draft.fields else None
    if field is None or not master:
        return
    known = set(master) | (set(master.values()) if field == name else set())
    known |= draft.reference.aliases.get(entity.id, {}).keys() | draft.aliases.get(entity.id, {}).keys()
    encoded = draft.fields[field].dictionary_encode()
    known |= _same_as(draft, entity, master, [v for v in encoded.dictionary.to_pylist() if v and v not in known])
    strange = [i for i, v in enumerate(encoded.dictionary.to_pylist()) if v is not None and v not in known]
    if not strange:
        return
    indices = np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False))
    rows = np.flatnonzero(np.isin(indices, strange))
    examples = [encoded.dictionary[i].as_py() for i in strange]
    listed = _listed(draft, field, name, rows)
    asks = problem.startswith("E_") or draft.given(f"add:{master_id}") is not None
    if asks and _adds(draft, master_id, listed, count=len(strange)):
        draft.added_masters[master_id] = listed
        facts = {"master": draft.catalogue.dataset(master_id).label.everywhere(), "examples": ", ".join(examples[:5])}
        draft.report("N_MASTERS_ADDED", Severity.NOTE, column=draft.column(field), count=len(strange), facts=facts)
        return
    draft.report_rows(
        problem,
        Severity.ERROR if problem.startswith("E_") else Severity.WARNING,
        rows,
        field,
        facts={"distinct": str(len(strange)), "examples": ", ".join(examples[:5])},
    )
    draft.new_masters[master_id] = listed
    draft.near_masters[master_id] = _nearest(draft, entity, master, listed)


def _same_as(draft: Draft, entity: Entity, master: Mapping[str, str], strange: Iterable[str]) -> set[str]:
    """Codes or names that the user says are others of the master: each is an alias that is saved with the load."""
    hidden = draft.reference.hidden.get(entity.id, frozenset())
    found: dict[str, str] = {}
    for text in strange if draft.reference.adds_masters else ():
        code = draft.given(f"{SAME_AS}{entity.id}:{text}")
        if code and code in master and code not in hidden:
            found[text] = code
            draft.edits[f"{SAME_AS}{entity.id}:{text}"] = code
    if found:
        draft.aliases.setdefault(entity.id, {}).update(found)
        shown = "; ".join(f"{text} → {code}" for text, code in list(found.items())[:_SHOWN])
        draft.report("N_NAMES_JOINED", Severity.NOTE, facts={"names": shown})
    return set(found)


def _nearest(
    draft: Draft, entity: Entity, master: Mapping[str, str], listed: tuple[tuple[str, str], ...]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """The known ones whose names are nearest to the first few unknown ones."""
    hidden = draft.reference.hidden.get(entity.id, frozenset())
    names = {code: name for code, name in master.items() if name and code not in hidden}
    if not draft.reference.adds_masters:
        return {}
    return {
        code: tuple((near, names[near]) for _, _, near in process.extract(name, names, limit=_NEAREST))
        for code, name in listed[:_SHOWN]
    }


def _keep_names_of_others(draft: Draft, ref: EntityRef, entity: Entity) -> None:
    """Leaves out the names that rows give to codes of others' rows: a load within a scope renames nobody outside."""
    hidden = draft.reference.hidden.get(entity.id, frozenset())
    if not hidden or ref.name == ref.code or not {ref.code, ref.name} <= draft.fields.keys():
        return
    codes, names = draft.fields[ref.code], draft.fields[ref.name]
    kept = pc.and_(pc.is_in(codes, pa.array(sorted(hidden), pa.string())), names.is_valid()).fill_null(False)
    if not pc.any(kept).as_py():
        return
    listed = pc.unique(codes.filter(kept)).to_pylist()
    draft.fields[ref.name] = pc.if_else(kept, pa.scalar(None, names.type), names)
    shown = ", ".join(sorted(listed)[:_SHOWN]) + ("…" if len(listed) > _SHOWN else "")
    draft.report("N_NAMES_KEPT", Severity.NOTE, column=draft.column(ref.name), facts={"codes": shown})


def _tell_conflicts(draft: Draft, ref: EntityRef, entity: Entity) -> None:
    """W_CODE_NAME for rows whose code is known under another name: the code counts, the name may be a slip.

    Names of what is sold are often worded anew: there only the name of another code is a conflict.
    """
    codes = draft.reference.codes.get(entity.id, {})
    held = {code: name for name, code in codes.items()} | dict(draft.reference.masters.get(entity.master, {}))
    hidden = draft.reference.hidden.get(entity.id, frozenset())
    held = {code: name for code, name in held.items() if code not in hidden}
    if not held or ref.name == ref.code or not {ref.code, ref.name} <= draft.fields.keys():
        return
    code, name = (draft.fields[one].dictionary_encode() for one in (ref.code, ref.name))
    at, named = (
        np.asarray(v.indices.fill_null(-1).to_numpy(zero_copy_only=False)).astype(np.int64) for v in (code, name)
    )
    pairs = np.where((at >= 0) & (named >= 0), at * len(name.dictionary) + named, -1)
    found: dict[int, str] = {}
    for pair in np.unique(pairs[pairs >= 0]).tolist():
        key, text = (
            code.dictionary[pair // len(name.dictionary)].as_py(),
            name.dictionary[pair % len(name.dictionary)].as_py(),
        )
        known = held.get(key)
        if not known or known == key or comparable_name(text) == comparable_name(known):
            continue
        if not entity.is_priced or codes.get(text, key) != key:
            found[pair] = f"{key}: {text} ≠ {known}"
    rows = np.flatnonzero(np.isin(pairs, list(found)))
    facts = {"examples": "; ".join(list(found.values())[:_SHOWN]), "distinct": str(len(found))}
    draft.report_rows("W_CODE_NAME", Severity.WARNING, rows, ref.name, facts=facts)


def _adds(draft: Draft, master_id: str, listed: tuple[tuple[str, str], ...], *, count: int) -> bool:
    """Whether the user adds what the master lacks as a part of this load; unless he does, the table is refused."""
    entity = draft.catalogue.dataset(master_id).definition
    if count > len(listed) or entity is None or not draft.reference.adds_masters:
        return False
    if not draft.catalogue.entity(entity.entity).accepts_manual_rows:
        return False
    shown = (*(" ".join(dict.fromkeys(pair)) for pair in listed[:_SHOWN]), *("…",) * (count > _SHOWN))
    text = words("add_masters", count=count, names=shown, master=draft.catalogue.dataset(master_id).label)
    options = choices("add_masters", "refuse", "add")
    return draft.ask(f"add:{master_id}", text, options, "refuse") == "add"


def _listed(draft: Draft, field: str, name: str, rows: np.ndarray) -> tuple[tuple[str, str], ...]:
    """(code, name) of the first rows of each unknown value."""
    picked = pa.array(rows)
    codes = draft.fields[field].take(picked).to_pylist()
    names = draft.fields[name].take(picked).to_pylist() if name in draft.fields else codes
    found: dict[str, str] = {}
    for key, label in zip(codes, names, strict=True):
        if key not in found:
            found[key] = label or key
            if len(found) >= _MAX_FINDINGS:
                break
    return tuple(found.items())
