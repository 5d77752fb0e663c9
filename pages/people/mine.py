"""Where do I stand, what do I earn, and what is next?"""

from __future__ import annotations

from pages.kit.page_spec import PageSpec
from sales_core.api import board

PAGE = PageSpec("mine", "people", -1, board("mine"))
