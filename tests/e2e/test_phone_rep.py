"""A rep's month on a phone: his own page fits 390 pixels, names him and nobody else, and leads to his pay."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sales_core.kernel.terms import Role, Scope
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Server

pytestmark = pytest.mark.e2e

_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


@pytest.fixture(scope="module")
def rep_server(tiny_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(Path(shutil.copytree(tiny_company, tmp_path_factory.mktemp("phone") / "home")))
    yield server
    complaints, output = server.complaints(), server.output()
    server.stop()
    assert not complaints, output


def test_his_own_page_on_a_phone(rep_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(rep_server, "zhang", role=Role.REP, scope=Scope.of({"rep": ("E1",)}), width=390, height=844)
    page = screen.open("/mine?period=2026-05&lang=zh")
    told = screen.text()
    assert "张伟" in told
    assert "1 家客户" in told or "客户逾期" in told, "his overdue customer"
    assert not {name for name in ("李娜", "王芳", "百货大楼", "小卖部") if name in told}
    assert not page.evaluate(_TOO_WIDE)
    screen.go("/pay?period=2026-05&lang=zh")
    assert "提成" in screen.text()
    assert not page.evaluate(_TOO_WIDE)
    assert not screen.complaints
