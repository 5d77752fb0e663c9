"""What the architecture does not allow and is still there. These lists may only shrink: a test says when one is too long."""

#: Ids that stand in an engine: file and id.
NAMED: frozenset[str] = frozenset(
    {
        "sales_core/cli/commands/demo.py sales",
        "sales_core/warehouse/sales.py sales",
    }
)

#: Public names that two modules define.
SHARED_NAMES: frozenset[str] = frozenset(
    {
        "BRANCH",
        "Band",
        "Batch",
        "CAP",
        "CENT",
        "CUSTOMER",
        "Cells",
        "Column",
        "DIMENSIONS",
        "Finding",
        "History",
        "Kind",
        "LINEAGE",
        "MONTHS",
        "MONTHS_NEEDED",
        "Number",
        "PRODUCT",
        "Part",
        "Place",
        "Progress",
        "REP",
        "ROW_HEIGHT",
        "Row",
        "Rows",
        "SALES",
        "Source",
        "TARGETS",
        "WAREHOUSE",
        "WHO",
        "accounts",
        "as_text",
        "count",
        "days_ahead",
        "fill",
        "growth",
        "landing",
        "landing_achievement",
        "landing_high",
        "landing_low",
        "mappings",
        "missing",
        "needed",
        "parts",
        "period",
        "plain",
        "prepare",
        "records",
        "supports",
        "uploads",
    }
)

#: Packages that a front end reaches past the facade.
FRONT_IMPORTS: frozenset[str] = frozenset()

#: Files that still ask through a helper of the first house.
OLD_HELPER_USERS: frozenset[str] = frozenset()
