"""`python -m sales_core …`: the second front end."""

from __future__ import annotations

import sys

from sales_core.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
