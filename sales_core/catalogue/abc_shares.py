"""Where ABC classes end, as shares of the whole value: products and customers are cut alike."""

from __future__ import annotations

from decimal import Decimal

#: A = the largest that make up to this share of the value together …
A_SHARE = Decimal("0.80")
#: … and B up to this; C is the rest.
B_SHARE = Decimal("0.95")
