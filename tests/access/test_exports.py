"""A download belongs to the session it was offered to."""

from sales_core.access.exports import LONGEST_LIST, Export, Exports
from sales_core.kernel.terms import Role, Scope, Viewer
from tests.support.present import present


def offered(exports: Exports, owner: str = "me", key: str = "k", body: bytes = b"x") -> str:
    path = exports.offer(key, Export(owner, "a.csv", "text/csv", lambda: body))
    return path.removeprefix("/export/")


def test_only_the_owner_fetches() -> None:
    exports = Exports()
    ticket = offered(exports)
    assert present(exports.fetch(ticket, "me")).make() == b"x"
    assert exports.fetch(ticket, "you") is None
    assert exports.fetch(ticket, "") is None
    assert exports.fetch("made up", "me") is None


def test_an_offer_without_an_owner_is_nobodys() -> None:
    exports = Exports()
    assert exports.fetch(offered(exports, owner=""), "") is None


def test_the_same_offer_has_the_same_address_and_the_newest_file() -> None:
    exports = Exports()
    first = offered(exports, body=b"old")
    assert offered(exports, body=b"new") == first
    assert present(exports.fetch(first, "me")).make() == b"new"
    assert offered(exports, owner="you") != first


def test_the_list_is_bounded() -> None:
    exports = Exports()
    first = offered(exports, key="first")
    for number in range(LONGEST_LIST):
        offered(exports, key=str(number))
    assert exports.fetch(first, "me") is None


def test_an_offer_ends_when_role_or_rows_change() -> None:
    offered_to = Viewer("li", Role.MANAGER)
    export = Export("me", "a.csv", "text/csv", bytes, offered_to)
    assert export.is_for(Viewer("li", Role.MANAGER))
    assert not export.is_for(Viewer("li", Role.REP))
    assert not export.is_for(Viewer("li", Role.MANAGER, Scope.of({"region": ("华东",)})))
    assert not export.is_for(None)
