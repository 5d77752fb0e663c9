"""How well a thing fits what was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import IntEnum

from sales_core.boards.search.pinyin import spelled_at


class MatchRank(IntEnum):
    """How a name or code meets what was typed; the smaller, the better."""

    WHOLE = 0
    BEGINNING = 1
    WORD = 2
    SPELLED_BEGINNING = 3
    INSIDE = 4
    SPELLED_INSIDE = 5


def folded(text: str) -> str:
    """A text as it is compared: width and case do not count."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def match_rank(typed: str, names: Iterable[str]) -> MatchRank | None:
    """How the best of `names` (a name, a code, its other languages) meets what was typed; None when none does.

    Of several words each has to be met by one of the names; the worst of them counts. `typed` is `folded`.
    """
    compared = [folded(name) for name in names]
    whole = _best(typed, compared)
    if whole is not None or " " not in typed:
        return whole
    ranks = [_best(word, compared) for word in typed.split()]
    met = [rank for rank in ranks if rank is not None]
    return max(met) if ranks and len(met) == len(ranks) else None


def _best(typed: str, compared: list[str]) -> MatchRank | None:
    return min((rank for name in compared if (rank := _rank(typed, name)) is not None), default=None)


def _rank(typed: str, name: str) -> MatchRank | None:
    if typed == name:
        return MatchRank.WHOLE
    at = name.find(typed)
    if at == 0:
        return MatchRank.BEGINNING
    if at > 0:
        return MatchRank.INSIDE if name[at - 1].isalnum() and name[at].isascii() else MatchRank.WORD
    if name.isascii() or not (typed.isascii() and typed.isalnum()):
        return None
    begins = spelled_at(name, typed)
    if begins is None:
        return None
    return MatchRank.SPELLED_BEGINNING if begins == 0 else MatchRank.SPELLED_INSIDE
