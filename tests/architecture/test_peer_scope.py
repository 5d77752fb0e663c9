"""Who looks past the viewer's own rows: every caller of `peer_scope`, and nobody who widens a scope without it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sales_core.semantic.row_security import PeerReason
from tests.architecture.source import nodes_of, tree_of

PROJECT = Path(__file__).resolve().parents[2]
#: Every call of `peer_scope` (module, function) → the reason it gives, and what leaves the function of what it reads.
CALLERS = {
    ("sales_core/semantic/peers.py", "peer_places"): (PeerReason.RANK, "ranks and counts over at least five peers"),
    ("sales_core/semantic/engine.py", "_company_by_day"): (
        PeerReason.USUAL_COURSE,
        "daily sales go into the pacer, which gives shares of a month",
    ),
    ("sales_core/semantic/compiler.py", "_whole"): (PeerReason.COVERAGE, "one EXISTS: loaded or not"),
    ("sales_core/semantic/list_compiler.py", "_scan_sql"): (
        PeerReason.REFERENCE,
        "scans that a list declares as company reference data, listed in REFERENCES",
    ),
}
#: Statements that semantic sends to a version without a scope inside → why they need none.
UNSCOPED = {
    ("engine.py", "_calendar_days"): "the company's calendar",
    ("coverage.py", "rows_of"): "first and last day of a fact's rows",
    ("coverage.py", "months_of"): "the months that have a row of a fact",
    ("coverage.py", "last_row"): "the last day up to today with a row of a fact",
    ("coverage.py", "_longest_silence"): "the days that have a row of a fact",
    (
        "dimension_codes.py",
        "dimension_labels",
    ): "names of codes; those outside the viewer's scope are replaced for a viewer",
    ("master_attributes.py", "latest_attributes"): "masters of codes that the caller has got from figures",
    ("master_attributes.py", "latest_validity"): "validity of codes that the caller has got from figures",
}
#: Statements with the scope inside: compiled from scans, or conditions of row security.
SCOPED = {
    ("engine.py", "_company_by_day"), ("engine.py", "run"), ("history.py", "_past"), ("lineage.py", "_rows"),
    ("lineage.py", "count_rows"), ("lineage.py", "rows_by_upload"), ("list_runner.py", "run_list"),
    ("dimension_codes.py", "dimension_codes"),
}  # fmt: skip
#: Where the semantic layer reads a scope back that a person had → what leaves of what is asked with it.
SCOPES_REPLAYED = {
    ("look_question.py", "question_from_json"): "the question that was noted, with its scope",
    ("look_question.py", "within"): "the same question with marks in place of codes: shown to who sees a part",
    ("look_search.py", "_shows"): "whether an answer named one customer, product, …: for who reads the audit trail",
}
#: Where else a scope is made → what it is the scope of. None is read with before an account is signed in with it.
SCOPES_MADE = {
    ("sales_core/access/accounts.py", "row_scope"): "of a rep without any: no rows at all",
    ("sales_core/access/accounts.py", "add"): "of a new account",
    ("sales_core/access/accounts.py", "_account"): "of a stored account",
    ("sales_core/access/api_tokens.py", "make"): "that narrows nothing",
    ("sales_core/access/api_tokens.py", "_token"): "of a stored token, which narrows that of its account",
    ("sales_core/cli/options.py", "row_scope"): "of an account or a token, as typed",
    ("sales_core/loading/people_import.py", "_line"): "of an account, as a file says",
    ("sales_core/catalogue/group_map.py", "scope"): "of an account, as its groups say",
    ("sales_core/records/visibility.py", "_rows_of"): "which rows a figure is about, held against the viewer's own",
    ("sales_core/cli/commands/signin_link.py", "run"): "of the first administrator",
    ("pages/admin/people.py", "_add"): "that the form of a new account starts from",
    ("pages/admin/people.py", "_scope"): "that the form of an account asks for",
}
#: Where else every row is read → what becomes of it.
EVERY_ROW = {
    "sales_core/loading/planner.py": "the restatement of the whole company, kept for who may see all of it, and the"
    " closed months that a load would change; visibility.py hands neither to a scoped viewer",
}
#: Every package but those that define what a scope is and that read with one.
ABOVE = sorted(
    path.parent.name
    for path in (PROJECT / "sales_core").glob("*/__init__.py")
    if path.parent.name not in {"kernel", "semantic"}
)


def _modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (PROJECT / folder).rglob("*.py"))


@dataclass(frozen=True, slots=True)
class Call:
    """A call: the innermost function it stands in, what is called, its syntax."""

    function: str
    named: str
    node: ast.Call


@cache
def _calls(path: Path) -> tuple[Call, ...]:
    def walk(node: ast.AST, function: str) -> Iterator[Call]:
        for child in ast.iter_child_nodes(node):
            inside = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
            if isinstance(child, ast.Call):
                yield Call(inside, ast.unparse(child.func), child)
            yield from walk(child, inside)

    return tuple(walk(tree_of(path), ""))


def test_the_callers_are_those_listed() -> None:
    found = {
        (str(path.relative_to(PROJECT)), call.function): ast.unparse(call.node.args[0])
        for path in _modules("sales_core", "pages")
        for call in _calls(path)
        if call.named.rpartition(".")[2] == "peer_scope"
    }
    assert found == {place: f"PeerReason.{reason.name}" for place, (reason, _) in CALLERS.items()}
    assert {reason for reason, _ in CALLERS.values()} == set(PeerReason), "no reason without a use"


def test_every_statement_of_the_semantic_layer_is_scoped_or_listed() -> None:
    found = {
        (path.name, call.function)
        for path in _modules("sales_core/semantic")
        for call in _calls(path)
        if (call.named.endswith("snapshot.rows") and path.name != "service.py")
        or (path.name == "service.py" and call.named == "snapshot.rows")
        or (path.name == "coverage.py" and call.named == "self._rows")
    }
    assert found == SCOPED | set(UNSCOPED)


def test_the_semantic_layer_makes_no_scope_of_its_own() -> None:
    found = {
        (path.name, call.function)
        for path in _modules("sales_core/semantic")
        for call in _calls(path)
        if call.named in {"Scope", "Scope.of", "Viewer"} and path.name != "row_security.py"
    }
    assert found == set(SCOPES_REPLAYED)
    for path in _modules("sales_core/semantic"):
        if path.name != "row_security.py":
            assert "EVERYTHING" not in path.read_text(encoding="utf-8"), path


def test_nothing_outside_obtains_a_wider_scope() -> None:
    """No scope is made, replaced or asked for wider, except of accounts; a viewer is handed on as he came."""
    for path in _modules(*(f"sales_core/{name}" for name in ABOVE), "pages"):
        place = str(path.relative_to(PROJECT))
        imports = [node for node in nodes_of(tree_of(path)) if isinstance(node, ast.ImportFrom)]
        names = {name.name for node in imports for name in node.names}
        assert not names & {"peer_scope", "PeerReason"}, place
        assert ("EVERYTHING" in names) is (place in EVERY_ROW), place
        reaches = "sales_core.semantic.row_security" in {node.module for node in imports}
        assert not reaches or place.startswith("sales_core/loading/"), place
        for call in _calls(path):
            at = (place, call.function)
            assert not any(word.arg == "scope" and call.named == "replace" for word in call.node.keywords), at
            if call.named in {"Scope", "Scope.of"}:
                assert at in SCOPES_MADE, f"{at} makes a scope; ask peer_scope in semantic"
            assert call.named != "Viewer" or place == "sales_core/access/accounts.py", at


def test_the_scopes_made_are_those_listed() -> None:
    found = {
        (str(path.relative_to(PROJECT)), call.function)
        for path in _modules(*(f"sales_core/{name}" for name in ABOVE), "pages")
        for call in _calls(path)
        if call.named in {"Scope", "Scope.of"}
    }
    assert found == set(SCOPES_MADE)
