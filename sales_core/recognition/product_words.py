"""Imported by the process that reading processes are forked from: the product's words are spelled once."""

from __future__ import annotations

from sales_core.catalogue.catalogue import product
from sales_core.recognition import read
from sales_core.recognition.header_synonyms import vocabulary_of

__all__ = ["read"]

vocabulary_of(product(), ())
