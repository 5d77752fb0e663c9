"""The grammar of every command, gathered from the files of `commands/`."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from functools import cache
from types import ModuleType

from sales_core.api import MAIN, SIDE_COMPANIES
from sales_core.cli import commands
from sales_core.cli.console import locale, word
from sales_core.i18n import Locale


def parser() -> argparse.ArgumentParser:
    """The whole grammar. `run` of the parsed arguments is the function that carries the command out."""
    return _parser(locale())


@cache
def _parser(language: Locale) -> argparse.ArgumentParser:
    """In the terminal's language, which its words ask for themselves."""
    del language
    root = argparse.ArgumentParser(prog="python -m sales_core", description=word("cli.about"))
    root.add_argument("--company", choices=(MAIN, *SIDE_COMPANIES), default=MAIN, help=word("cli.help.company"))
    choices = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in command_modules().items():
        one = choices.add_parser(name, help=word(f"cli.help.{name}"), description=word(f"cli.help.{name}"))
        module.add_arguments(one)
        one.set_defaults(run=module.run)
    return root


def command_modules() -> dict[str, ModuleType]:
    """The module of each command by the command's name, in alphabetical order."""
    names = sorted(info.name for info in pkgutil.iter_modules(commands.__path__))
    return {name.replace("_", "-"): importlib.import_module(f"{commands.__name__}.{name}") for name in names}
