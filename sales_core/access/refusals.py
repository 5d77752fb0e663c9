"""Writes into the audit trail that somebody asked for what he has no right to."""

from __future__ import annotations

import logging

from sales_core.access.accounts import Accounts
from sales_core.kernel import events
from sales_core.kernel.errors import NotAllowedError, StorageError

_log = logging.getLogger(__name__)


def note_refusal(accounts: Accounts, refused: NotAllowedError, where: str, address: str = "") -> None:
    """`where`: the page, command or question. He is refused all the same where no line can be written."""
    origin = {"address": address} if address else {}
    try:
        accounts.record(refused.viewer, events.REFUSED, where=where, right=refused.right.value, **origin)
    except StorageError as error:
        _log.warning("a refusal was not written to the audit trail", extra={"error": str(error)})
