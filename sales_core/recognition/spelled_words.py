"""Imported by the process that reading processes are forked from: header words are spelled once."""

from __future__ import annotations

from sales_core.catalogue.header_words import header_words
from sales_core.recognition import read
from sales_core.recognition.header_names import key

__all__ = ["read"]

for one in header_words():
    key(one.word)
