"""Which group of the company's sign-in service is which role and sees which rows: one setting, its entries in order.

`GROUP => ROLE, DIMENSION=VALUE|VALUE, DIMENSION=@CLAIM; GROUP => …`. A value that begins with @ names the claim that
holds it, so that one entry serves every rep. Of several groups of one person the entry that stands first holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sales_core.catalogue.dimensions import DIMENSIONS
from sales_core.kernel.terms import Role, Scope

_BETWEEN, _GIVES, _AND, _IS, _OR, _CLAIM = ";", "=>", ",", "=", "|", "@"
_SCOPED = frozenset(one.id for one in DIMENSIONS if not one.is_time)


@dataclass(frozen=True, slots=True)
class GroupRule:
    """One entry; `allowed` as it is written: values, or claims that hold them."""

    group: str
    role: Role
    allowed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def scope(self, claims: Mapping[str, Any]) -> Scope | None:
        """The rows for a person of these claims; None when a claim that it names holds nothing."""
        found = {
            name: tuple(value for one in values for value in _values(one, claims)) for name, values in self.allowed
        }
        return Scope.of(found) if all(found.values()) else None


def group_map(text: str) -> tuple[GroupRule, ...]:
    """The entries. Raises ValueError for what is no entry, an unknown role or dimension."""
    return tuple(_rule(part) for part in text.split(_BETWEEN) if part.strip())


def is_group_map(text: str) -> bool:
    """Whether it can be read."""
    try:
        group_map(text)
    except ValueError:
        return False
    return True


def first_rule(rules: Collection[GroupRule], groups: Collection[str]) -> GroupRule | None:
    """The entry that holds for a person of these groups; None = no access."""
    return next((rule for rule in rules if rule.group in groups), None)


def claim_values(claims: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """What a claim says: its text or number, or those of its list. `a.b` is `b` of the object `a`."""
    found: Any = claims.get(name)
    if found is None and "." in name:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    listed = found if isinstance(found, list) else [found]
    texts = (str(one).strip() for one in listed if isinstance(one, str | int) and not isinstance(one, bool))
    return tuple(text for text in texts if text)


def _values(written: str, claims: Mapping[str, Any]) -> tuple[str, ...]:
    return claim_values(claims, written.removeprefix(_CLAIM)) if written.startswith(_CLAIM) else (written,)


def _rule(text: str) -> GroupRule:
    group, gives, given = text.rpartition(_GIVES)
    role, *parts = (part.strip() for part in given.split(_AND))
    if not gives or not group.strip():
        raise ValueError(text)
    allowed: dict[str, tuple[str, ...]] = {}
    for part in parts:
        dimension, is_pair, values = part.partition(_IS)
        named = tuple(value.strip() for value in values.split(_OR) if value.strip(f"{_CLAIM} "))
        if not is_pair or dimension.strip() not in _SCOPED or not named:
            raise ValueError(part)
        allowed[dimension.strip()] = named
    return GroupRule(group.strip(), Role(role), tuple(sorted(allowed.items())))
