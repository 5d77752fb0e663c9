"""Documents as what is to be set in them, so that a walk through many need not set and read each."""

from __future__ import annotations

import json

import pytest

from sales_core.reports import document


def leave_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF is from now on the JSON of its content; `tests/reports/test_document.py` holds that the two say the same."""
    monkeypatch.setattr(document, "document_pdf", lambda content: json.dumps(content, ensure_ascii=False).encode())
