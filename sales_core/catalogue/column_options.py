"""What may be said of a column beside its id, kind and words: the keyword arguments of `dataset.column`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from sales_core.catalogue.dataset import ColumnRole, ExpectedSign, Sensitivity


class ColumnOptions(TypedDict, total=False):
    """Fields of DatasetColumn of the same names."""

    required: bool
    example: str
    sensitivity: Sensitivity
    choices: tuple[tuple[str, tuple[str, ...]], ...]
    choice_endings: tuple[tuple[str, tuple[str, ...]], ...]
    role: ColumnRole
    sign: ExpectedSign
    filled_when_present: bool
    empty_can_be_left_out: bool
    negative_words: tuple[str, ...]
    preferred_words: tuple[str, ...]
    value_endings: tuple[str, ...]
