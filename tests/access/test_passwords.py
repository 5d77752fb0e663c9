"""Passwords are judged by how hard they are to guess."""

from __future__ import annotations

import pytest
from argon2 import Type

from sales_core.access.passwords import check_password
from sales_core.kernel.errors import UsageError
from tests.support.cheap_passwords import PRODUCT_HASHER

WEAK = (
    "1234567890",
    "aaaaaaaaaa",
    "password12",
    "王芳王芳王芳王芳王芳",
    " " * 10,
    "salescockpit1",
    "qwertyuiop",
    "short",
    "x" * 129,
)
GOOD = ("correct horse battery", "盐罐 火车 柠檬 七月 台阶", "uV7#kq0-Lm2x", "tr0mbone & kettle & fog")


@pytest.mark.parametrize("password", WEAK)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(UsageError):
        check_password(password, "wangfang")
    with pytest.raises(UsageError):
        check_password(password, "王芳")


@pytest.mark.parametrize("password", GOOD)
def test_long_and_unrelated_is_good(password: str) -> None:
    check_password(password, "wangfang")


def test_ones_own_name_is_no_password() -> None:
    with pytest.raises(UsageError):
        check_password("wangfang1990", "wangfang")
    check_password("Zacharias-Quill", "li")
    with pytest.raises(UsageError):
        check_password("Zacharias-Quill", "Zacharias-Quill")


def test_a_guess_costs_what_rfc_9106_asks() -> None:
    """Its second choice, for machines of little memory."""
    hasher = PRODUCT_HASHER
    assert (hasher.type, hasher.memory_cost, hasher.time_cost, hasher.parallelism) == (Type.ID, 64 * 1024, 3, 4)
