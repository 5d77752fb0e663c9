"""A remembered mapping with some of its columns corrected by a person."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.appdb.records import Remembered
from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


def corrected(remembered: Remembered, changes: Mapping[str, str]) -> dict[str, str]:
    """Header → field id ('' = ignored) with the changes in it.

    Raises UsageError for a header or field that is unknown, and for a field that two columns would be.
    """
    kind = product().dataset(remembered.dataset)
    result = {**remembered.mapping, **changes}
    for header, target in changes.items():
        if header not in remembered.mapping:
            known = "、".join(remembered.mapping)
            raise UsageError(
                Text(f"没有“{header}”列，只有：{known}。", f"There is no column '{header}', only: {known}.")
            )
        if target and target not in kind.column_ids:
            known = ", ".join(kind.column_ids)
            raise UsageError(
                Text(f"没有字段“{target}”，只有：{known}。", f"There is no field '{target}', only: {known}.")
            )
        others = [name for name, field in result.items() if target and field == target and name != header]
        if others:
            label = kind.column(target).label
            raise UsageError(
                Text(
                    f"“{header}”和“{others[0]}”不能都是{label.zh}。",
                    f"'{header}' and '{others[0]}' cannot both be {label.en}.",
                )
            )
    return result
