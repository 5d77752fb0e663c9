"""Hashes of passwords that cost nothing: one of the product's takes a quarter of a second, on purpose."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from sales_core.access import accounts

#: What the product hashes with; `tests/access/test_passwords.py` holds its cost.
PRODUCT_HASHER = accounts._HASHER


def hash_cheaply(patch: pytest.MonkeyPatch) -> None:
    """Lets accounts that this process makes have hashes of the same kind, made and looked at in no time."""
    patch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
