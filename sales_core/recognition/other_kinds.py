"""Whether a table is of a kind that no dataset holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.other_kind import OtherKind
from sales_core.recognition.header_names import comparable_text


def other_kind(
    catalogue: Catalogue, parts: Sequence[Sequence[str]], title: str, *, months_across: bool
) -> OtherKind | None:
    """The first declared kind that title and headers show. `parts`: per column the texts of its header from the top.

    `title`: what titles, sheet and file name say, normalised.
    """
    headers = [[comparable_text(text) for text in column] for column in parts if column]
    found = (kind for kind in catalogue.other_kinds.values() if kind.months_across in (False, months_across))
    return next((kind for kind in found if _shows(kind, headers, title)), None)


def resembles_other_kind(catalogue: Catalogue, parts: Sequence[Sequence[str]], dataset_id: str) -> bool:
    """Whether a table that would be read as the dataset has a header that shows a kind which it could be as well."""
    headers = [[comparable_text(text) for text in column] for column in parts if column]
    return any(
        not _count(kind.excluded, headers)
        and sum(_count(one.pattern, headers) for one in kind.headers) + _count(kind.signs, headers)
        for kind in catalogue.other_kinds.values()
        if dataset_id in kind.mistaken_for
    )


def is_titled_other_kind(catalogue: Catalogue, title: str, dataset_id: str) -> bool:
    """Whether a title, normalised, names a kind for which a table of the dataset would be taken by mistake."""
    kinds = (kind for kind in catalogue.other_kinds.values() if kind.title and dataset_id in kind.mistaken_for)
    return any(_pattern(kind.title).search(title) for kind in kinds)


def _shows(kind: OtherKind, headers: Sequence[Sequence[str]], title: str) -> bool:
    if _count(kind.excluded, headers) or (kind.excluded_title and _pattern(kind.excluded_title).search(title)):
        return False
    counts = [(_count(evidence.pattern, headers), evidence.at_least) for evidence in kind.headers]
    if any(count < least for count, least in counts):
        return False
    titled = bool(kind.title and _pattern(kind.title).search(title))
    return titled + sum(count for count, _ in counts) + _count(kind.signs, headers) >= kind.needed


def _count(pattern: str, headers: Sequence[Sequence[str]]) -> int:
    """How many columns have a header text that matches."""
    if not pattern:
        return 0
    return sum(any(_pattern(pattern).search(text) for text in texts) for texts in headers)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
