"""Pages and command line are two front ends over one facade; what they know of the core stands in `sales_core.api`."""

import pytest

from tests.architecture.source import imported, trees

ALLOWED = {
    "pages": ("sales_core.api", "sales_core.i18n", "sales_core.charts"),
    "sales_core/cli": ("sales_core.api", "sales_core.i18n", "sales_core.cli"),
}


@pytest.mark.parametrize("front", sorted(ALLOWED))
def test_a_front_end_knows_the_facade_only(front: str) -> None:
    found = {
        f"{front} -> {'.'.join(module.split('.')[:2])}"
        for _, tree in trees(front)
        for module in imported(tree)
        if module.startswith("sales_core.")
        and f"{module}.".startswith(tuple(f"{one}." for one in ALLOWED[front])) is False
    }
    found |= {
        f"{front} -> sales_core.api.workspace"
        for _, tree in trees(front)
        if "sales_core.api.workspace" in imported(tree)
    }
    assert not found, f"what a front end needs is named in sales_core.api, so that the inside can be rebuilt: {found}"
