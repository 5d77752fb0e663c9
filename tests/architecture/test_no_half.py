"""Nothing of the first house is left beside the second: no old package, no old helper, no module of borrowed names."""

import ast

from tests.architecture.source import PROJECT, imported, nodes_of, public_names, trees

OLD_PACKAGES = {"workspace", "store", "intake", "ingest", "views", "ledger"}
OLD_HELPERS = {"analysed", "figured"}
#: What a kind of file must have, so that the kit finds it.
OF_A_KIND = {"render", "DATASET", "ENTITY", "ALERTS", "METRICS", "FACTS", "PAGE", "LIST", "RECORD", "REPORT", "BOARD", "TEXTS", "add_arguments", "run"}  # fmt: skip
#: Files of one form each: boards, lists, commands; steps of a migration have the names that Alembic wants.
FORMS = ("sales_core/boards/", "sales_core/catalogue/lists/", "sales_core/cli/commands/", "sales_core/appdb/migrations/versions/")  # fmt: skip


def test_no_old_package() -> None:
    folders = {path for top in ("sales_core", "pages") for path in (PROJECT / top).rglob("*") if path.is_dir()}
    old = [
        path.relative_to(PROJECT).as_posix() for path in folders if path.name in OLD_PACKAGES and [*path.glob("*.py")]
    ]
    assert not old, f"moved means gone from where it was: {old}"
    names = {f"sales_core.{name}" for name in OLD_PACKAGES}
    asking = [
        path
        for path, tree in trees("sales_core", "pages", "tests", "scripts", "data/demo")
        for module in imported(tree)
        if any(module == name or module.startswith(f"{name}.") for name in names)
    ]
    assert not asking, asking


def test_no_old_helper() -> None:
    using = {
        path
        for path, tree in trees("sales_core", "pages")
        for node in nodes_of(tree)
        if OLD_HELPERS & {getattr(node, "id", ""), getattr(node, "name", ""), getattr(node, "attr", "")}
    }
    assert not using, (
        f"blocks say what a page asks; {sorted(OLD_HELPERS)} are a second road to the same figures: {using}"
    )


def _is_prose(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def test_no_module_of_borrowed_names() -> None:
    """Only the facade hands on what another module defines."""
    borrowed = [
        path
        for path, tree in trees("sales_core", "pages")
        if not path.startswith("sales_core/api/")
        and not path.endswith(("__init__.py", "__main__.py"))
        and all(isinstance(node, ast.Import | ast.ImportFrom) or _is_prose(node) for node in tree.body)
    ]
    assert not borrowed, f"a second name for one thing: import it from where it is defined: {borrowed}"


def test_no_public_name_is_defined_twice() -> None:
    homes: dict[str, set[str]] = {}
    for path, tree in trees("sales_core"):
        if not path.startswith(FORMS):
            for name in set(public_names(tree)) - OF_A_KIND:
                homes.setdefault(name, set()).add(path)
    twice = {name: sorted(paths) for name, paths in homes.items() if len(paths) > 1}
    assert not twice, f"one meaning a name: rename one to the field's term, make it private, or merge the two: {twice}"
