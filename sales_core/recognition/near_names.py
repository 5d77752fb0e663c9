"""Names of one person, customer or product written in several ways: width, blanks, case joined, near ones offered."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from sales_core.catalogue.dataset import EntityRef, ValueKind
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.header_names import normalise_text
from sales_core.recognition.questions import choices, words

_BLANKS = re.compile(r"\s+")
_BETWEEN = "\0"
#: What a company's name may end with or lack.
_FORMS = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|股份公司|集团公司|株式会社|주식회사|公司|集团|股份"
    r"|(?:co\.?,?\s*ltd|ltd|limited|inc|llc|corp|corporation|company|gmbh|ag|kg|sarl|sas|sa|srl|ltda)\.?)$"
)
_NEAR, _NEAR_PERCENT = 6, 90
_SHORTEST = 4
_SHOWN = 6
_MOST_NAMES = 20_000
#: Names that begin or end alike are compared with each other; of more than so many that is no evidence.
_MOST_ALIKE, _ENDS = 300, 3
_DIGITS = re.compile(r"\d+")


def join_names(draft: Draft) -> None:
    """Gives every name the spelling that is known, or the commonest of the table; asks about near ones."""
    for ref in draft.dataset.entities:
        if ref.is_definition or not ref.name or ref.name == ref.code or ref.name not in draft.fields:
            continue
        if draft.dataset.column(ref.name).kind is ValueKind.NAME:
            _join(draft, ref)


def _join(draft: Draft, ref: EntityRef) -> None:
    counts = Counter(
        {one["values"]: one["counts"] for one in pc.value_counts(draft.fields[ref.name].drop_null()).to_pylist()}
    )
    if not counts or len(counts) > _MOST_NAMES:
        return
    known, told = _known(draft, ref), draft.reference.aliases.get(_entity(draft, ref), {})
    plain = _comparable(counts)
    spellings = _spellings(known, counts, plain)
    other = {name: best for name in counts if (best := spellings.get(plain[name], name)) != name and name not in told}
    if other:
        _same(draft, ref, other)
        draft.report("N_NAMES_JOINED", Severity.NOTE, column=draft.column(ref.name), facts={"names": _listed(other)})
    if known and not draft.reference.scope.allowed and not draft.dataset.is_master:
        strange = {spellings.get(comparable_name(name), name) for name in _bare(draft, ref) if name not in told}
        _offer(draft, ref, strange - known, known)


def _known(draft: Draft, ref: EntityRef) -> frozenset[str]:
    """Names that the store holds for the entity and the uploader may see."""
    entity = draft.catalogue.entity(_entity(draft, ref))
    masters, hidden = draft.reference.masters.get(entity.master, {}), draft.reference.hidden.get(entity.id, frozenset())
    names = frozenset(filter(None, masters.values())) | draft.reference.values.get(ref.name, frozenset())
    if not hidden:
        return names
    coded = [*((code, name) for name, code in draft.reference.codes.get(entity.id, {}).items()), *masters.items()]
    return names - {name for code, name in coded if code in hidden} - hidden


def _entity(draft: Draft, ref: EntityRef) -> str:
    """The id of the entity whose names they are."""
    return draft.catalogue.entity(ref.entity).resolved_as


def _same(draft: Draft, ref: EntityRef, other: Mapping[str, str]) -> None:
    """Names that are others written otherwise: an alias of the code where one has the name, else respelled here."""
    codes = draft.reference.codes.get(_entity(draft, ref), {}) if draft.reference.adds_masters else {}
    draft.aliases.setdefault(_entity(draft, ref), {}).update(
        {n: codes[best] for n, best in other.items() if best in codes}
    )
    _rename(draft, ref.name, {name: best for name, best in other.items() if best not in codes})


def _spellings(known: Iterable[str], counts: Mapping[str, int], comparable: Mapping[str, str]) -> dict[str, str]:
    """Plain name → how it is written: as it is known, where one spelling is, else as most rows write it.

    `comparable`: what each name of `counts` is compared by.
    """
    found: dict[str, str] = {}
    for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        found.setdefault(comparable[name], name)
    held: dict[str, set[str]] = {}
    for name, plain in _comparable(known).items():
        held.setdefault(plain, set()).add(name)
    for plain, names in held.items():
        if len(names) == 1:
            found[plain] = next(iter(names))
        elif plain in found:  # several are in use: what a row says stays
            found.pop(plain)
    return found


def comparable_name(name: str) -> str:
    """A name without blanks, widths and case: two that are equal so are one."""
    return _BLANKS.sub("", normalise_text(name))


def _comparable(names: Iterable[str]) -> dict[str, str]:
    """Name → what it is compared by. All of them as one text: a call a name is most of the work.

    Nothing that is folded, composed or left out reaches over the character between two names.
    """
    listed = list(names)
    plain = comparable_name(_BETWEEN.join(listed)).split(_BETWEEN)
    if len(plain) != len(listed):  # one of them has that character
        plain = [comparable_name(name) for name in listed]
    return dict(zip(listed, plain, strict=True))


def _bare(draft: Draft, ref: EntityRef) -> list[str]:
    """Names of rows that carry no code: those that a code tells apart are never joined."""
    names = draft.fields[ref.name]
    if ref.code in draft.fields:
        names = names.filter(draft.fields[ref.code].is_null())
    return [name for name in pc.unique(names.drop_null()).to_pylist() if name]


def _offer(draft: Draft, ref: EntityRef, strange: set[str], known: frozenset[str]) -> None:
    near = dict(_near(strange, known))
    if not near:
        return
    pairs = "|".join(f"{name}={near[name]}" for name in sorted(near))
    mark = hashlib.sha256(pairs.encode()).hexdigest()[:6]
    text = words("near_names", names=_listed(near), column=draft.header(draft.column(ref.name)))
    if draft.ask(f"near_names:{ref.name}:{mark}", text, choices("near_names", "join", "apart")) == "join":
        _same(draft, ref, near)


def _near(strange: Iterable[str], known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each strange name with the one known name that it is near."""
    shapes: dict[str, set[str]] = {}
    for name in known:
        shapes.setdefault(_core(name), set()).add(name)
    cores = list(shapes)
    for name in sorted(strange):
        core = _core(name)
        if len(core) < _SHORTEST:
            continue
        found = shapes.get(core) or set()
        if not found and len(core) >= _NEAR:
            best = process.extract(core, cores, scorer=fuzz.ratio, score_cutoff=_NEAR_PERCENT, limit=2)
            found = shapes[best[0][0]] if len(best) == 1 else set()
        if len(found) == 1:
            yield name, next(iter(found))


def near_pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names that a load would join or ask about: equal but for width, blanks, case or legal form, or near.

    A name that is near several others is left out, as are names that differ in their digits.
    """
    cores: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        if len(core := _core(name)) >= _SHORTEST:
            cores.setdefault(core, []).append(name)
    pairs = [(same[0], other) for same in cores.values() for other in same[1:]]
    alike: dict[tuple[str, str], list[str]] = {}
    for core in cores:
        if len(core) >= _NEAR:
            alike.setdefault(("begin", core[:_ENDS]), []).append(core)
            alike.setdefault(("end", core[-_ENDS:]), []).append(core)
    near = _near_cores(group for group in alike.values() if len(group) <= _MOST_ALIKE)
    for core, others in sorted(near.items()):
        if len(others) == 1 and core < (other := next(iter(others))) and len(near[other]) == 1:
            pairs.append((cores[core][0], cores[other][0]))
    return pairs


def _near_cores(groups: Iterable[list[str]]) -> dict[str, set[str]]:
    """By core the others of its groups that it is near; those that differ in their digits are not."""
    near: dict[str, set[str]] = {}
    for group in groups:
        for at, core in enumerate(group):
            rest = group[at + 1 :]
            for other, _, _ in process.extract(core, rest, scorer=fuzz.ratio, score_cutoff=_NEAR_PERCENT, limit=None):
                if _DIGITS.findall(core) == _DIGITS.findall(other):
                    near.setdefault(core, set()).add(other)
                    near.setdefault(other, set()).add(core)
    return near


def _core(name: str) -> str:
    plain = normalise_text(name)
    while (shorter := _FORMS.sub("", plain).rstrip(" ,.")) != plain and shorter:
        plain = shorter
    return _BLANKS.sub("", plain)


def _rename(draft: Draft, field: str, other: Mapping[str, str]) -> None:
    encoded = draft.fields[field].dictionary_encode()
    texts = [other.get(text, text) if text is not None else None for text in encoded.dictionary.to_pylist()]
    draft.fields[field] = pa.array(texts, pa.string()).take(encoded.indices)


def _listed(pairs: Mapping[str, str]) -> str:
    listed = [f"{name} → {best}" for name, best in sorted(pairs.items())]
    return "; ".join(listed[:_SHOWN]) + ("…" if len(listed) > _SHOWN else "")
