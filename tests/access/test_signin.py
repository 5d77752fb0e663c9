"""How often somebody may try to sign in."""

from typing import cast

from sales_core.access.accounts import Accounts
from sales_core.access.signin import SignIn, _tried


def admitted(door: SignIn, name: str, address: str, times: int) -> int:
    return sum(door._admit(_tried(name, address)) for _ in range(times))


def door() -> SignIn:
    return SignIn(lambda: cast("Accounts", None), "/overview")  # no try gets as far as the accounts


def test_one_name_from_one_address_is_stopped_and_does_not_lock_the_owner_out() -> None:
    one = door()
    assert admitted(one, "boss", "10.0.0.9", 50) == 8
    assert admitted(one, "boss", "10.0.0.1", 1) == 1


def test_one_address_cannot_go_through_many_names() -> None:
    one = door()
    assert sum(admitted(one, f"name{n}", "10.0.0.9", 1) for n in range(200)) == 60


def test_one_name_cannot_be_tried_from_everywhere() -> None:
    one = door()
    assert sum(admitted(one, "boss", f"10.0.0.{n}", 1) for n in range(200)) == 40


def test_what_is_remembered_is_bounded() -> None:
    one = door()
    one._tries = {("pair", str(n)): [0.0] for n in range(20_000)}
    assert admitted(one, "boss", "10.0.0.1", 1) == 1
    assert len(one._tries) < 20
