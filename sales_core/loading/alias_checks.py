"""Aliases of a candidate version: what leads in a circle is refused; a chain and a merge of known codes are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.entity import Entity
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.loading.row_changes import DatasetChange
from sales_core.loading.row_source import loaded_rows
from sales_core.warehouse.snapshot import Snapshot

_SHOWN = 6
#: Alias to the code that it stands for, of one entity.
Aliases = Mapping[str, str]


def alias_problems(
    label: str, before: Snapshot, after: Snapshot, changes: Iterable[DatasetChange], catalogue: Catalogue
) -> Iterator[Problem]:
    """What is wrong or doubtful with the aliases that a change brings, by entity.

    E_ALIAS_CIRCLE: codes that stand for each other. W_ALIAS_CHAIN: the code of an alias is an alias itself and is
    followed. W_ALIAS_MERGES: the alias has a row of its own in the master, whose rows move to another code.
    W_ALIAS_UNKNOWN_CODE: nothing in the data has the code.
    """
    kinds = [change.dataset for change in changes if change.dataset.holds_aliases]
    for kind in kinds:
        old, new = stated_aliases(before, kind), stated_aliases(after, kind)
        for entity_id, aliases in sorted(new.items()):
            brought = {name for name, code in aliases.items() if old.get(entity_id, {}).get(name) != code}
            yield from _of_entity(label, before, catalogue.entity(entity_id), aliases, brought)


def _of_entity(
    label: str, before: Snapshot, entity: Entity, aliases: Aliases, brought: Iterable[str]
) -> Iterator[Problem]:
    chains = {name: _followed(aliases, name) for name in sorted(brought)}
    # An alias of before may be led on by one that is brought.
    chains |= {name: chain for name in aliases if set(chain := _followed(aliases, name)) & set(chains)}
    circles = {name: chain for name, chain in chains.items() if chain[-1] in chain[:-1]}
    yield from _problem("E_ALIAS_CIRCLE", Severity.ERROR, label, circles.values())
    straight = {name: chain for name, chain in chains.items() if name not in circles}
    yield from _problem("W_ALIAS_CHAIN", Severity.WARNING, label, [one for one in straight.values() if len(one) > 2])
    own = _master_codes(before, entity) & {*brought}
    merges = [chain for name, chain in straight.items() if name in own]
    yield from _problem("W_ALIAS_MERGES", Severity.WARNING, label, merges)
    if entity.table:
        known = {row["code"] for row in before.rows(f"SELECT {entity.code} AS code FROM {entity.table}")}
        unknown = [chain for name, chain in straight.items() if name in brought and chain[-1] not in known]
        yield from _problem("W_ALIAS_UNKNOWN_CODE", Severity.WARNING, label, unknown)


def _followed(aliases: Aliases, name: str) -> tuple[str, ...]:
    """The alias, its code, the code of that …; ends with what is no alias, or with the first that comes again."""
    chain = [name]
    while chain[-1] in aliases and chain[-1] not in chain[:-1]:
        chain.append(aliases[chain[-1]])
    return tuple(chain)


def stated_aliases(snapshot: Snapshot, kind: Dataset) -> dict[str, dict[str, str]]:
    """Entity → alias → code as a version states them; the newest row of an alias counts, without a code it is none."""
    source = loaded_rows(snapshot, kind)
    found: dict[str, dict[str, str]] = {}
    if source is not None:
        for row in snapshot.rows(f"SELECT entity, alias, code FROM {source.table} ORDER BY upload_id, source_row"):
            found.setdefault(row["entity"], {})[row["alias"]] = row["code"] or ""
    return {entity: {alias: code for alias, code in one.items() if code} for entity, one in found.items()}


def _master_codes(snapshot: Snapshot, entity: Entity) -> set[str]:
    if not entity.master:
        return set()
    rows = snapshot.rows(f"SELECT DISTINCT {entity.code} AS code FROM raw_{entity.master}")
    return {row["code"] for row in rows if row["code"]}


def _problem(code: str, severity: Severity, label: str, chains: Iterable[tuple[str, ...]]) -> Iterator[Problem]:
    listed = [" → ".join(chain) for chain in chains]
    if listed:
        shown = "; ".join(listed[:_SHOWN]) + ("…" if len(listed) > _SHOWN else "")
        yield Problem(code, severity, Place(label), value=shown, count=len(listed))
