"""What a company decides of its roles: which rights each has, and which the screen-share lens lays down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sales_core.catalogue.setting import Setting
from sales_core.kernel.terms import RIGHTS, WRITING_RIGHTS, MoneyForm, Right, Role

#: Roles that change nothing, whatever a company decides.
_READERS = frozenset({Role.AUDITOR, Role.VIEWER, Role.HR})
_HIDDEN_BY_LENS = (
    Right.VIEW_COST, Right.VIEW_CUSTOMERS, Right.VIEW_PERSONS, Right.VIEW_CONTACTS, Right.VIEW_PAY,
)  # fmt: skip


def rights_text(rights: Iterable[Right]) -> str:
    """Rights as the settings keep them."""
    held = set(rights)
    return ",".join(right.value for right in Right if right in held)


def rights_in(text: str) -> tuple[Right, ...]:
    """The rights that a setting names, in their declared order."""
    named = set(text.split(","))
    return tuple(right for right in Right if right.value in named)


def _options(role: Role) -> tuple[str, ...]:
    """What the role can be given: managing people stays with administrators, and who only reads changes nothing."""
    kept = WRITING_RIGHTS if role in _READERS else {Right.MANAGE_USERS}
    return tuple(right.value for right in Right if right not in kept)


#: By role, the rights that the company gives it. Administrators have all of them, and there is no setting for that.
ROLE_RIGHTS: Mapping[Role, Setting[str]] = MappingProxyType(
    {
        role: Setting(f"rights.{role.value}", rights_text(RIGHTS[role]), options=_options(role))
        for role in Role
        if role is not Role.ADMIN
    }
)
#: What is hidden while others look at the same screen.
LENS_HIDES = Setting(
    "lens.hides",
    rights_text(_HIDDEN_BY_LENS),
    options=tuple(
        right.value
        for right in (
            Right.VIEW_COST, Right.VIEW_AMOUNTS, Right.VIEW_CUSTOMERS, Right.VIEW_PERSONS, Right.VIEW_CONTACTS,
            Right.VIEW_PAY,
        )
    ),
)  # fmt: skip
#: How money is shown meanwhile, unless who looks chooses otherwise.
LENS_AMOUNTS = Setting("lens.amounts", MoneyForm.INDEX.value, options=tuple(one.value for one in MoneyForm))
