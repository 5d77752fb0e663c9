"""The command line as a person runs it: words in; two streams and an exit code out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.command import run_command, run_inside

#: The last day of the month that the file reaches into.
TODAY = "2026-05-31"
SALES = """单据日期,单据编号,行号,大区,分公司,业务员编码,客户编码,存货编码,数量,不含税单价,不含税金额
2026-04-03,XS1,1,华东,上海,E1,C1,P1,10,12.34,123.40
2026-04-07,XS2,1,华东,杭州,E2,C2,P1,3,12.34,37.02
2026-05-06,XS3,1,华东,上海,E1,C1,P2,5,100.10,500.50
2026-05-20,XS4,1,华南,广州,E3,C3,P1,1,0.01,0.01
"""


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


#: `cockpit("query", "net_sales", …)`.
Cockpit = Callable[..., Said]


@pytest.fixture
def cockpit(tmp_path: Path) -> Cockpit:
    """`cockpit("query", "net_sales", …)` on a state directory of the test: exit code and both streams."""

    def run(*words: Path | str, home: Path = tmp_path / "home", lang: str = "en") -> Said:
        done = run_inside(home, *words, SALES_LANG=lang, SALES_TODAY=TODAY)
        return Said(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Cockpit:
    """The same as a process of its own."""

    def run(*words: Path | str) -> Said:
        done = run_command(tmp_path / "home", *words)
        return Said(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def sales_file(tmp_path: Path) -> Path:
    path = tmp_path / "销售明细.csv"
    path.write_text(SALES, encoding="gb18030")
    return path


@pytest.fixture
def loaded(cockpit: Cockpit, sales_file: Path) -> Cockpit:
    done = cockpit("load", sales_file, "--yes")
    assert done.code == 0, done.out + done.err
    return cockpit
