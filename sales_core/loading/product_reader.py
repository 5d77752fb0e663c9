"""What the product's reading processes are put together from.

Imported once, by the process that they are forked from: there its words are spelled.
"""

from __future__ import annotations

from sales_core.catalogue.catalogue import Catalogue, product
from sales_core.recognition import read
from sales_core.recognition.header_synonyms import vocabulary_of

__all__ = ["CATALOGUE", "read"]

CATALOGUE: Catalogue = product()
vocabulary_of(CATALOGUE, ())
