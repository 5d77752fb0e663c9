"""Options of `load` that decide about one file or sheet, or about all, as the answers of a plan."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sales_core.api import SKIP, Text, UsageError
from sales_core.cli.console import word

if TYPE_CHECKING:
    from sales_core.api import Answers, Catalogue

ALL = "*"
#: Options that answer one question, by the question's id.
_SHORT = {"encoding": "encoding", "number_style": "number_style", "reporting_currency": "reporting_currency"}
#: The question what becomes of rows of the same days that are there: kept beside the file's rows, or replaced by them.
_ADD_OR_REPLACE, _ADD, _REPLACE = "add_or_replace", "add", "replace"


def file_options(parser: ArgumentParser) -> None:
    """What each file or sheet is. KEY is FILE, FILE!SHEET or !SHEET; without it, every table is meant."""
    repeated = {"action": "append", "default": []}
    for flag, shown, key in (
        ("--dataset", "[KEY=]ID", "load_dataset"),
        ("--skip", "KEY", "load_skip"),
        ("--sheet", "KEY", "load_sheet"),
        ("--header-row", "[KEY=]N", "load_header_row"),
        ("--map", "[KEY:]COLUMN=FIELD", "map"),
        ("--answer", "[KEY:]ID=VALUE", "answer"),
        ("--encoding", "[KEY=]NAME", "load_encoding"),
        ("--number-style", "[KEY=]STYLE", "load_number_style"),
        ("--reporting-currency", "[KEY=]CODE", "load_reporting_currency"),
    ):
        parser.add_argument(flag, metavar=shown, help=word(f"cli.help.{key}"), **repeated)  # type: ignore[arg-type]
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--add", action="store_true", help=word("cli.help.load_add"))
    how.add_argument("--replace", action="store_true", help=word("cli.help.load_replace"))


def file_answers(arguments: Namespace, files: Sequence[str], catalogue: Catalogue) -> Answers:
    """The options as answers. Raises UsageError for one that cannot be read, or a dataset that does not exist."""
    from sales_core.api import Answers

    datasets = {key: value for text in arguments.dataset for key, value in [_keyed(text, files, "--dataset")]}
    for dataset in datasets.values():
        if dataset != SKIP:
            catalogue.dataset(dataset)
    datasets |= dict.fromkeys(arguments.skip, SKIP)
    answers = _pairs(arguments.answer, files, "--answer")
    for option, question in _SHORT.items():
        flag = f"--{option.replace('_', '-')}"
        for key, value in (_keyed(text, files, flag) for text in getattr(arguments, option)):
            answers.setdefault(key, {})[question] = value
    if arguments.add or arguments.replace:
        answers.setdefault(ALL, {})[_ADD_OR_REPLACE] = _ADD if arguments.add else _REPLACE
    return Answers(
        datasets=datasets,
        mappings=_pairs(arguments.map, files, "--map"),
        header_rows={
            key: _row(value) for text in arguments.header_row for key, value in [_keyed(text, files, "--header-row")]
        },
        answers=answers,
        period=arguments.period,
        only=tuple(arguments.sheet),
    )


def _keyed(text: str, files: Sequence[str], flag: str) -> tuple[str, str]:
    """`[KEY=]VALUE`; the key is a file or has a sheet. Raises UsageError for anything else before the sign."""
    key, sign, value = text.rpartition("=")
    if not sign:
        return ALL, text
    if not _is_key(key, files) or not value:
        raise UsageError(Text("error.flag_key", {"flag": flag, "text": text}))
    return key, value


def _pairs(texts: Sequence[str], files: Sequence[str], flag: str) -> dict[str, dict[str, str]]:
    """`[KEY:]LEFT=VALUE` by key. What stands before a colon is a key when it is a file or has a sheet."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for text in texts:
        left, sign, value = text.partition("=")
        if not sign or not left.strip():
            raise UsageError(Text("error.flag_pair", {"flag": flag, "text": text}))
        key = next((left[:n] for n, letter in enumerate(left) if letter == ":" and _is_key(left[:n], files)), "")
        name = left[len(key) + 1 :] if key else left
        found[key or ALL][name.strip()] = value.strip()
    return dict(found)


def _is_key(text: str, files: Sequence[str]) -> bool:
    return text in files or text == ALL or "!" in text


def _row(text: str) -> int:
    if not text.isdigit():
        raise UsageError(Text("error.header_row", {"text": text}))
    return int(text)
