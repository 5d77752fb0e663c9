"""What takes many megabytes and few people need is imported at its first use: every server would keep it for ever."""

from __future__ import annotations

import subprocess
import sys

from sales_core.kernel.settings import PROJECT

#: Each with who needs it: passwords that are set, the company's sign-in service, slides, PDF.
LATE = ("zxcvbn", "authlib", "joserfc", "cryptography", "pptx", "typst")
_STARTED = "import sys, dashboard, pages.kit.page_spec as p; p.product_pages(); print(*sys.modules)"


def test_a_server_that_just_started_lacks_what_few_need() -> None:
    told = subprocess.run([sys.executable, "-c", _STARTED], cwd=PROJECT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in told.stdout.split()}
    assert "sales_core" in loaded
    assert not loaded & {*LATE}, "imported by every server; import it in the function that needs it"
