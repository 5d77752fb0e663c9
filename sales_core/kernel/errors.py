"""Every error the product raises on purpose. A leaf.

SalesError
├── UsageError          the caller asked for something that does not exist (unknown metric, bad period)  exit 2
├── RefusedError        a file was refused; carries its problems                                          exit 3
├── NotAllowedError     the viewer lacks the right                                                        exit 4
├── SignInRefusedError  another service of the company vouched for nobody who may come in                 exit 4
├── UnhealthyError      the store or ledger does not match what was written                               exit 5
│   ├── NewerReleaseError   a newer release wrote it                                                      exit 5
│   └── DamagedVersionError   the file of a version is gone or not as it was written                      exit 5
├── ConfirmationNeededError   warnings or questions are open                                              exit 6
├── ConflictError       somebody else committed first                                                     exit 6
├── StorageError        the disk is full or the state directory cannot be written                         exit 7
└── CancelledError      the user stopped the work; nothing was loaded                                     exit 1

Each takes the facts and speaks by key, in every language; anything else that escapes is a bug.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sales_core.i18n.catalogue import LOG_LOCALE, Locale
from sales_core.kernel.terms import Right, Text

if TYPE_CHECKING:
    from sales_core.kernel.problems import Problem


class SalesError(Exception):
    """Root of the tree. `text` is what a user reads; `exit_code` what the command line returns."""

    exit_code = 1

    def __init__(self, text: Text) -> None:
        super().__init__(text.in_(LOG_LOCALE))
        self.text = text

    def describe(self, locale: Locale) -> str:
        """The sentence in `locale`."""
        return self.text.in_(locale)


class UsageError(SalesError):
    """Asked for something that does not exist; `near` lists the closest names that do."""

    exit_code = 2

    def __init__(self, text: Text, near: Sequence[str] = ()) -> None:
        if near:
            text = Text("error.near", {"text": text, "names": tuple(near)})
        super().__init__(text)
        self.near = tuple(near)


class RefusedError(SalesError):
    """A file was refused and nothing was loaded."""

    exit_code = 3

    def __init__(self, text: Text, problems: Sequence[Problem] = ()) -> None:
        super().__init__(text)
        self.problems = tuple(problems)


class NotAllowedError(SalesError):
    """The viewer lacks a right."""

    exit_code = 4

    def __init__(self, viewer: str, right: Right) -> None:
        super().__init__(Text("error.not_allowed", {"viewer": viewer, "right": right.value}))
        self.viewer = viewer
        self.right = right


class SignInRefusedError(SalesError):
    """Another service of the company vouched for nobody who may come in; `reason` is the end of its text's key."""

    exit_code = 4

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(Text(f"oidc.refused.{reason}"))
        self.reason = reason
        self.name = name
        """The account it would have been; '' = unknown."""


class UnhealthyError(SalesError):
    """The store does not match the ledger, or a file of it is gone."""

    exit_code = 5


class NewerReleaseError(UnhealthyError):
    """A newer release wrote what this one should open; it was left as it is."""


class DamagedVersionError(UnhealthyError):
    """The file of a version is gone, or its bytes are not those that were written."""

    def __init__(self, version: int, text: Text) -> None:
        super().__init__(text)
        self.version = version


class ConfirmationNeededError(SalesError):
    """Warnings or questions are open and were not confirmed."""

    exit_code = 6


class CompanyGoneError(SalesError):
    """The company beside the main one was removed."""

    exit_code = 2

    def __init__(self, company: str) -> None:
        super().__init__(Text("error.company_gone", {"company": company}))


class ConflictError(SalesError):
    """Another commit came first; the plan has to be made again."""

    exit_code = 6


class StorageError(SalesError):
    """The disk is full, or what has to be written may not be."""

    exit_code = 7


class CancelledError(SalesError):
    """The user stopped the work; nothing was loaded."""

    def __init__(self) -> None:
        super().__init__(Text("error.cancelled"))
