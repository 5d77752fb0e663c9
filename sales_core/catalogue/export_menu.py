"""Where a dataset comes from: the menus of common systems that export it, and what it is good for once it is loaded.

Both are words that stand with the dataset's own: `dataset.<id>.menu_<system>` and `dataset.<id>.unlocks`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.catalogue.dataset import Dataset
from sales_core.i18n.catalogue import has
from sales_core.kernel.terms import Text

#: The systems whose menus are known, in the order in which they are shown. Their names are `export_system.<id>`.
EXPORT_SYSTEMS = ("yonyou", "kingdee", "guanjiapo", "sap", "odoo", "quickbooks", "shopify")


@dataclass(frozen=True, slots=True)
class ExportMenu:
    """The path through the menus of one system that leads to the export."""

    system: Text
    path: Text


def export_menus(dataset: Dataset) -> tuple[ExportMenu, ...]:
    """The menus from which the dataset can be exported; none for what people keep in spreadsheets of their own."""
    paths = ((name, f"dataset.{dataset.id}.menu_{name}") for name in EXPORT_SYSTEMS)
    return tuple(ExportMenu(Text(f"export_system.{name}"), Text(key)) for name, key in paths if has(key))


def unlocked_by(dataset: Dataset) -> Text | None:
    """What its rows make possible; None where nobody says."""
    key = f"dataset.{dataset.id}.unlocks"
    return Text(key) if has(key) else None
