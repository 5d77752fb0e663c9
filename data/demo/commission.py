"""What the company pays its reps: the plans of three posts, and who looks after key accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from data.demo import stories
from data.demo.company import COMPANY
from data.demo.days import Ints, day_number
from data.demo.exports import rep_export
from data.demo.files import Column, Export, days, money, texts
from data.demo.people import OPEN_END
from data.demo.sales import Lines, World

#: Valid from, post, basis, tiers (from yuan, rate), and what holds for the whole plan.
_Plan = tuple[date, str, str, tuple[tuple[int, str], ...], dict[str, str]]
_HELD = {"逾期暂扣比例": "1%", "逾期暂扣天数": "30"}
_FASTER = {"加速达成率": "100%", "加速倍数": "1.2"}
PLANS: tuple[_Plan, ...] = (
    (date(2024, 1, 1), "业务代表", "销售额", ((0, "0.8%"), (20_000, "1.1%")), {"提成保底": "800"}),
    (
        date(2026, 1, 1), "业务代表", "销售额",
        ((0, "0.8%"), (stories.STOP_FROM, "1.2%"), (stories.NEVER_FROM, "2%")), {"提成保底": "1000", **_FASTER},
    ),
    (date(2024, 1, 1), "高级业务代表", "销售额", ((0, "1%"), (150_000, "1.4%"), (400_000, "1.8%")), _HELD),
    (
        date(2026, 1, 1), "高级业务代表", "销售额",
        ((0, "1%"), (150_000, "1.4%"), (400_000, "1.8%"), (1_000_000, "2.2%")), {**_HELD, **_FASTER},
    ),
    (
        date(2026, 1, 1), stories.KEY_ACCOUNT_POST, "回款", ((0, "1%"), (1_000_000, "2%"), (3_000_000, "2.5%")),
        {"提成保底": "3000", "提成封顶": "120000"},
    ),
)  # fmt: skip
#: Post → measures with weight and cap. Nobody has a target of his own for collections: that weight is missing.
SCHEMES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("业务代表", (("销售额", "50%", "120%"), ("售点表现", "50%", "120%"))),
    ("高级业务代表", (("销售额", "70%", "150%"), ("售点表现", "30%", "100%"))),
    (stories.KEY_ACCOUNT_POST, (("销售额", "60%", "150%"), ("回款", "40%", "150%"))),
)
_MONEY = ("提成保底", "提成封顶")
_WHOLE_PLAN = ("加速达成率", "加速倍数", *_MONEY, "逾期暂扣比例", "逾期暂扣天数")


def pay_exports(world: World, lines: Lines) -> Iterator[Export]:
    """The postings of who came to look after key accounts, the plans, and what each post is scored by."""
    yield _key_account_reps(world, lines)
    yield _plans()
    yield _schemes()


def key_account_reps(world: World, lines: Lines) -> tuple[int, ...]:
    """Who has sold most since the plans of 2026, of those who have held one territory all along; the most first."""
    people = world.people
    steady = {p.rep for p in people.postings if p.first == 0 and p.until >= OPEN_END}
    recent = lines.month >= stories.KEY_ACCOUNT_FROM
    sold = np.bincount(lines.rep[recent], lines.amount[recent], minlength=len(people.codes))
    ranked = sorted(steady, key=lambda rep: -float(sold[rep]))
    return tuple(ranked[: stories.KEY_ACCOUNT_REPS])


def _key_account_reps(world: World, lines: Lines) -> Export:
    """Each with both postings: what a file says of a rep stands in place of what was known of him."""
    chosen = key_account_reps(world, lines)
    held = [p for p in world.people.postings if p.rep in chosen]
    before = tuple(replace(p, until=stories.KEY_ACCOUNT_FROM) for p in held)
    since = tuple(replace(p, first=stories.KEY_ACCOUNT_FROM) for p in held)
    return rep_export(world, before, since, stories.KEY_ACCOUNT_POST, "大客户经理任职表.xlsx")


def _plans() -> Export:
    rows = [(plan, tier) for plan in PLANS for tier in plan[3]]
    columns = (
        days("提成生效日期", np.array([day_number(plan[0]) for plan, _ in rows])),
        texts("提成岗位", [plan[1] for plan, _ in rows]),
        texts("提成依据", [plan[2] for plan, _ in rows]),
        texts("提成计算方式", ["分段"] * len(rows)),
        money("提成档位起点", np.array([tier[0] * 100 for _, tier in rows])),
        texts("提成比例", [tier[1] for _, tier in rows]),
        *(_of_plan(name, rows) for name in _WHOLE_PLAN),
        texts("退货追回提成", ["是"] * len(rows)),
    )
    title = (f"销售提成方案　{COMPANY}", "单位：元")
    return Export("提成方案.xlsx", columns, title, sheet="提成方案")


def _of_plan(name: str, rows: list[tuple[_Plan, tuple[int, str]]]) -> Column:
    stated = [plan[4].get(name) for plan, _ in rows]
    if name not in _MONEY:
        return texts(name, stated)
    cents: Ints = np.array([int(value or 0) * 100 for value in stated])
    return money(name, cents, empty=np.array([value is None for value in stated]))


def _schemes() -> Export:
    rows = [(post, *measure) for post, measures in SCHEMES for measure in measures]
    columns = (
        days("考核生效日期", np.full(len(rows), day_number(date(2026, 1, 1)))),
        *(
            texts(header, [row[place] for row in rows])
            for place, header in enumerate(("考核岗位", "考核指标", "考核权重", "考核封顶"))
        ),
    )
    return Export("考核方案.xlsx", columns, (f"岗位考核方案　{COMPANY}",), sheet="考核方案")
