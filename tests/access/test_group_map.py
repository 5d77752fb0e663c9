"""The setting that says which group is which role: read in order, refused when it names what there is not."""

from __future__ import annotations

import pytest

from sales_core.catalogue.access_settings import OIDC_GROUP_MAP
from sales_core.catalogue.group_map import claim_values, first_rule, group_map
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Role, Scope

TEXT = "cn=Board,ou=firm => executive ; East => manager, region=华东|华南, branch=New York; Reps => rep, rep=@employee;"


def test_entries_hold_in_their_order() -> None:
    rules = group_map(TEXT)
    assert [(rule.group, rule.role) for rule in rules] == [
        ("cn=Board,ou=firm", Role.EXECUTIVE), ("East", Role.MANAGER), ("Reps", Role.REP),
    ]  # fmt: skip
    found = first_rule(rules, ("Reps", "East"))
    assert found is rules[1]
    assert found.scope({}) == Scope.of({"region": ("华东", "华南"), "branch": ("New York",)})
    assert first_rule(rules, ("east",)) is None
    assert first_rule((), ("East",)) is None


def test_a_claim_gives_the_values_and_an_empty_one_no_rows() -> None:
    (rule,) = group_map("Reps => rep, rep=@employee|X1")
    assert rule.scope({"employee": ["E2", "E1"]}) == Scope.of({"rep": ("E1", "E2", "X1")})
    (rule,) = group_map("Reps => rep, rep=@employee")
    assert rule.scope({"employee": " "}) is None
    assert rule.scope({}) is None


def test_claims_are_texts_lists_or_inside_an_object() -> None:
    claims = {"a": "x", "b": ["x", 2, None, True, {}], "c": {"d": ["y"]}, "e.f": "z"}
    assert [claim_values(claims, name) for name in ("a", "b", "c.d", "e.f", "c", "g.h", "a.b")] == [
        ("x",), ("x", "2"), ("y",), ("z",), (), (), (),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["East", "=> manager", "East => boss", "East => manager, moon=full", "East => manager, region", "A => rep, rep=@",
     "East => manager, month=2026-05", "East =>"],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_when_it_is_set(text: str) -> None:
    with pytest.raises(UsageError):
        OIDC_GROUP_MAP.checked(text)
    assert OIDC_GROUP_MAP.checked("") == ""
    assert OIDC_GROUP_MAP.checked(TEXT) == TEXT.strip()
