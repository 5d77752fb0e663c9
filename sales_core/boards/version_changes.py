"""What a version of the data changed against the one before it, in a few words."""

from __future__ import annotations

from sales_core.appdb.records import Version
from sales_core.kernel.terms import Text

_MOST = 3
#: Kinds of which what they brought says enough.
_LOADS = frozenset({"load", "master"})


def version_change(version: Version, base: Version | None) -> Text | None:
    """Datasets with the months whose rows or sums differ from `base`, and how it came about; None when nothing does."""
    parts = [Text(f"version.{version.kind}")] if version.kind not in _LOADS else []
    changed = [
        _dataset(name, months)
        for name in dict.fromkeys((*version.rows, *(base.rows if base else ())))
        if (months := _months(name, version, base)) is not None
    ]
    parts += changed[:_MOST]
    if len(changed) > _MOST:
        parts.append(Text("version.more", {"count": len(changed) - _MOST}))
    return Text("version.change", {"parts": tuple(parts)}) if parts else None


def _months(dataset: str, version: Version, base: Version | None) -> tuple[str, ...] | None:
    """The months that differ, none for a dataset without months; None when it is the same."""
    now, before = version.periods.get(dataset, {}), (base.periods.get(dataset, {}) if base else {})
    months = sorted(month for month in {*now, *before} if now.get(month) != before.get(month))
    if months:
        return tuple(month for month in months if month)
    return None if version.rows.get(dataset, 0) == (base.rows.get(dataset, 0) if base else 0) else ()


def _dataset(name: str, months: tuple[str, ...]) -> Text:
    label = Text(f"dataset.{name}.label")
    if not months:
        return label
    span = months[0] if len(months) == 1 else f"{months[0]} … {months[-1]}"
    return Text("version.dataset", {"dataset": label, "months": span})
