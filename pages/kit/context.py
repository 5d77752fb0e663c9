"""What a page is given: who looks, at which figures, in which language. Frozen for one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import FunctionType
from typing import Literal

import streamlit as st

from sales_core.api import (
    MAIN,
    Ask,
    Catalogue,
    Filter,
    Period,
    Right,
    Text,
    Value,
    Viewer,
    Workspace,
    company_prefix,
    company_stamp,
    current_company,
    full,
    working_for,
)
from sales_core.i18n import Locale, t

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class PageContext:
    """One run of one page. `version` 0 means that nothing is loaded yet; `period` and `filters` come from the URL."""

    workspace: Workspace
    viewer: Viewer
    locale: Locale
    theme: Theme
    version: int
    is_latest: bool
    """False when the time machine shows an earlier version."""
    as_of: date
    currency: str
    period: Period
    filters: tuple[Filter, ...] = ()
    session: str = ""
    """The sign-in session, for exports."""
    company: str = MAIN
    """Which of the server's companies is looked at."""
    rise: str = "green"
    """The colour in which a change upwards is written, `green` or `red`; the one downwards has the other."""
    is_compact: bool = False
    """Whether rows of tables stand close."""
    type_size: int = 0
    """Pixels of the type in charts; 0 = as usual."""
    magnification: float = 1
    """How many times as large as usual the type of the page is, on a large screen; what has pixels follows it."""

    def pixels(self, usual: int) -> int:
        """What is `usual` pixels large, on this screen."""
        return round(usual * self.magnification)

    @property
    def prefix(self) -> str:
        """What the address of every page and file of the company begins with."""
        return company_prefix(self.company)

    @property
    def catalogue(self) -> Catalogue:
        """What the company works with."""
        return self.workspace.figures.catalogue

    @property
    def person(self) -> str:
        """The number by which the log names the viewer."""
        return self.workspace.accounts.number_of(self.viewer.name)

    def t(self, key: str, /, **values: object) -> str:
        """The text for `key` in the page's language."""
        return t(key, self.locale, **values)

    def say(self, text: Text) -> str:
        """A bilingual text in the page's language."""
        return text.in_(self.locale)

    def may(self, right: Right) -> bool:
        """Whether the viewer carries `right`."""
        return self.viewer.may(right)

    def ask(self, version: int | None = None) -> Ask:
        """The ask of this page without choices, on its version or another."""
        shown = self.version if version is None else version
        return Ask(self.viewer, shown, self.period, self.filters, {}, self.locale)

    def label(self, dimension: str, code: Value) -> str:
        """The name shown for a stored code; the code itself when it has no name."""
        found = self.labels(dimension, (str(code),))
        return found.get(str(code)) or str(code) or self.t("shell.unassigned")

    def labels(self, dimension: str, codes: tuple[str, ...]) -> dict[str, str]:
        """Names of many codes at once, of those inside the viewer's scope; cached by version."""
        return self.workspace.figures.labels(dimension, codes, self.version, self.viewer)

    def exact(self, metric: str, value: Value) -> str:
        """A metric's value in full."""
        return full(value, self.catalogue.metric(metric).unit, self.locale, self.currency)


def open_company() -> Workspace:
    """The company under way, with what the product declares."""
    return Workspace.open()


def _name_of(function: FunctionType) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def opened_workspace(open_workspace: Callable[[], Workspace] = open_company, company: str = "") -> Workspace:
    """The one workspace of this process that `open_workspace` opens for `company`, by default the one under way."""
    name = company or current_company()
    return _opened(open_workspace, name, company_stamp(name))


@st.cache_resource(show_spinner=False, hash_funcs={FunctionType: _name_of})
def _opened(open_workspace: Callable[[], Workspace], company: str, stamp: str) -> Workspace:
    del stamp  # a company made again under a name is another one
    with working_for(company):
        return open_workspace()


def forget_workspace(company: str) -> None:
    """The next one who asks opens it anew: its state directory is about to go."""
    _opened.clear(open_company, company, company_stamp(company))
