"""Whom a typed text names."""

import pytest

from sales_core.records.mentions import mentioned

NAMES = ("li", "Lisa", "张伟", "张伟强", "a.b", "wu-x")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@li look", {"li"}),
        ("@LI: look", {"li"}),
        ("ask @li.", {"li"}),
        ("@lisa and @li", {"Lisa", "li"}),
        ("@list", set()),
        ("@li-na", set()),
        ("mail x@li.com", set()),
        ("mail @li.com", set()),
        ("@张伟请看", {"张伟"}),
        ("@张伟强请看", {"张伟强"}),
        ("请@张伟强和@张伟看", {"张伟", "张伟强"}),
        ("@a.b", {"a.b"}),
        ("@wu-x!", {"wu-x"}),
        ("@", set()),
        ("li", set()),
        ("", set()),
    ],
)
def test_an_account_after_an_at_is_named(text: str, names: set[str]) -> None:
    assert mentioned(text, NAMES) == names


def test_nobody_is_named_where_there_are_no_accounts() -> None:
    assert mentioned("@li", ()) == frozenset()
