"""Tables of the terminal line up with Chinese characters."""

from sales_core.cli.console import table, width


def test_table_lines_up() -> None:
    lines = table(["大区", "n"], [["华东", "1"], ["A", "100"]], frozenset({1})).splitlines()
    assert {width(line) for line in lines} == {4 + 2 + 3}
