"""The companies of the oracle: their files, the drops they are loaded in, and what is asked about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SUBJECTS = ("tables", "figures", "pages", "exports", "commands")


@dataclass(frozen=True)
class Company:
    """One company. `drops` are the files loaded together, in order; `folder` None = the invented company at `scale`."""

    name: str
    today: str
    periods: tuple[str, str, str]
    """The last whole month, the year to date, and one more."""
    manager: Mapping[str, tuple[str, ...]]
    """The row scope of the manager whose figures are frozen too."""
    folder: Path | None = None
    drops: tuple[tuple[str, ...], ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    """File → what is answered to the question which data it holds."""
    scale: float = 1.0
    whole_tables: int = 40
    """Tables of at most so many rows are frozen row by row."""
    subjects: tuple[str, ...] = SUBJECTS
    filters: Mapping[str, str] = field(default_factory=dict)
    """One value of some dimensions, to filter by."""

    @property
    def is_here(self) -> bool:
        """Whether its files are on this machine."""
        return self.folder is None or self.folder.exists()


_PLACES = {"region": "华东", "channel": "KA"}
_SUPERSTORE = (
    "Sales Argentina.csv", "Sales Chile.csv", "Sales Colombia.csv", "Superstore Sales 2021.csv",
    "Superstore Sales 2022.csv", "Superstore Sales Orders - Canada.xlsx", "Superstore Sales Orders - US.xlsx",
    "Product Database.xlsx", "Sales Targets.xlsx", "SuperStore 2022 Budget.xlsx",
)  # fmt: skip

COMPANIES: tuple[Company, ...] = (
    Company(
        "tiny", "2026-10-23", ("2026-09", "2026", "2026-Q3"), {"region": ("华东",)}, scale=0.0085,
        whole_tables=12_000, filters={**_PLACES, "category": "茶饮"},
    ),
    # Its downloads are those of the small company at full length: minutes that would show nothing more.
    Company(
        "demo", "2026-10-23", ("2026-09", "2026", "2026-10"), {"region": ("华东",)},
        subjects=("tables", "figures", "pages", "commands"), filters=_PLACES,
    ),
    Company(
        "superstore", "2026-06-10", ("2022-11", "2022", "2014-Q4"), {"region": ("East", "West")},
        SHARED / "company_superstore", (_SUPERSTORE,), filters={"region": "East", "category": "Technology"},
    ),
    Company(
        "contoso", "2026-06-10", ("2024-03", "2024", "2023-Q4"), {"country": ("Canada", "Online")},
        SHARED / "company_contoso",
        (
            ("currencyexchange.csv", "date.csv", "store.csv", "product.csv"),
            ("orders.csv", "orderrows.csv"),
            ("sales.csv",),
        ),
        kinds={"orderrows.csv": "order_lines"},
        filters={"country": "Canada", "category": "Computers"},
    ),
)  # fmt: skip


def company(name: str) -> Company:
    """The company called `name`; raises KeyError."""
    return {one.name: one for one in COMPANIES}[name]
