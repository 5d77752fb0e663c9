"""Families of targets: the same money is often set twice, by person and by product; only one family counts at a
time.
"""

from __future__ import annotations

from collections.abc import Collection

_PRODUCT = ("", "category", "product")
_MARKET = ("", "channel", "customer")


def _name(product: str, market: str) -> str:
    return "+".join(part for part in (product, market) if part) or "org"


#: In order of preference: organisation first, then the coarsest split that covers what is asked.
FAMILIES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (
        _name(product, market),
        frozenset(_PRODUCT[1 : _PRODUCT.index(product) + 1]) | frozenset(_MARKET[1 : _MARKET.index(market) + 1]),
    )
    for product, market in sorted(
        ((p, m) for p in _PRODUCT for m in _MARKET),
        key=lambda pair: (_PRODUCT.index(pair[0]) + _MARKET.index(pair[1]), _MARKET.index(pair[1])),
    )
)
_SPLITS = frozenset(_PRODUCT[1:] + _MARKET[1:])


def covering(named: Collection[str]) -> tuple[str, ...]:
    """Families that carry every non-organisation dimension of `named`, best first."""
    asked = _SPLITS & frozenset(named)
    return tuple(name for name, carried in FAMILIES if asked <= carried)


def condition(named: Collection[str]) -> str:
    """SQL: the row belongs to the best family present in its month for its measure. Constants only."""
    cases = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(covering(named)))
    mine, other = (f"CASE {alias}.family {cases} END" for alias in ("f", "g"))
    return f"{mine} = (SELECT min({other}) FROM target_families AS g WHERE g.month = f.month AND g.measure = f.measure)"
