"""Names of customers, files and people are shown as they were written, whatever they look like."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit.literal import as_named, drawable, literal
from sales_core.charts.markup import bold, coloured

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![](http://evil.example/x.png)",
    "$\\\\href{javascript:alert(1)}{x}$",
    ":red[x] :material/home: **b** `c` ~~d~~ | e",
    "# title\n\n- item",
    "write to boss@acme.example",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_sign_of_markdown_is_left(name: str) -> None:
    written = literal(name)
    assert "\n" not in written
    for at, sign in enumerate(written):
        if sign in "`*_[]<>$~|:!":
            assert written[at - 1] == "\\", written
    assert written.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\").replace("\u2060", "") == " ".join(
        name.split()
    )


def test_a_number_stays_on_the_line_of_what_it_counts() -> None:
    def heading() -> None:
        from pages.kit.render.headline import section_heading

        section_heading("落后 1.4 天，113.2 分；+6% more")

    app = AppTest.from_function(heading)
    assert "1.4\u00a0天，113.2\u00a0分；" in app.run().markdown[0].value


@pytest.mark.parametrize("address", ["boss@acme.example", "https://acme.example", "www.acme.example"])
def test_no_address_is_a_link(address: str) -> None:
    assert address not in literal(f"see {address}, please")


def test_charts_keep_their_own_settings_and_no_tag_of_a_name() -> None:
    bad = '<a href="https://evil.example">Acme</a><b>x</b><br><span style="color:red">y</span>'
    own = f"{bold('Acme')}\n12 {coloured('▲ 2', '#0b7f6e')}"
    figure = {"data": [{"text": [own, bad], "y": (bad,), "customdata": [bad]}], "layout": {"title": {"text": bad}}}
    drawn = drawable(figure)
    set_ = '<b>Acme</b><br>12 <span style="color:#0b7f6e">▲ 2</span>'
    safe = bad.replace("<", "&lt;")
    assert drawn["data"][0] == {"text": [set_, safe], "y": [safe], "customdata": [bad]}
    assert drawn["layout"]["title"]["text"] == safe
    assert as_named(safe) == bad
    assert as_named(3) == 3


def test_a_colour_that_is_none_stays_text() -> None:
    assert "<span" not in drawable({"text": coloured("x", 'red" onload="y')})["text"]
