"""AdventureWorks apart from the product: what its files say, added up by pandas and plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FINANCE, PEOPLE = DATA / "company_adventureworks_finance", DATA / "company_adventureworks_people"
#: A statement with one row, and the figures in it.
Check = tuple[str, Sequence[Decimal]]
#: Columns of the finance facts, which have no header.
FACTS = ("key", "day", "branch", "department", "scenario", "account", "amount", "date")


def by_branch(sql: str, facts: pd.DataFrame) -> list[Check]:
    """The money of each organisation."""
    return [(sql.format(branch), [sum(rows.money, Decimal(0))]) for branch, rows in facts.groupby("branch")]


def quotas_with_ends() -> pd.DataFrame:
    """Rep, first and last day, quota: from its date to the day before the next, the last one for three months."""
    names = ("rep", "starts", "quota", "guid", "changed")
    found = pd.read_csv(PEOPLE / "SalesPersonQuotaHistory.csv", sep="\t", header=None, names=names, dtype=str)
    found["starts"] = pd.to_datetime(found.starts)
    following = found.groupby("rep").starts.shift(-1)
    found["ends"] = following.fillna(found.starts + pd.DateOffset(months=3)) - pd.Timedelta(days=1)
    return found[["rep", "starts", "ends", "quota"]]


def quota_checks(quotas: pd.DataFrame) -> list[Check]:
    """Every quota by its days: what falls on each month, and on each rep."""
    by_month: defaultdict[str, Decimal] = defaultdict(Decimal)
    by_rep: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in quotas.to_dict("records"):
        days, quota = pd.date_range(row["starts"], row["ends"]), Decimal(row["quota"])
        by_rep[row["rep"]] += quota
        for month, count in Counter(days.strftime("%Y-%m")).items():
            by_month[month] += quota * count / len(days)
    month, rep = "strftime(month, '%Y-%m') = '{}'", "rep = '{}'"
    sql = "SELECT sum(target) t FROM targets WHERE coalesce(rep, '') <> '' AND "
    return [
        *((sql + month.format(name), [value]) for name, value in by_month.items()),
        *((sql + rep.format(name), [value]) for name, value in by_rep.items()),
    ]


def posting_checks() -> list[Check]:
    """How many reps each territory has on some days."""
    names = ("rep", "region", "starts", "ends", "guid", "changed")
    found = pd.read_csv(PEOPLE / "SalesTerritoryHistory.csv", sep="\t", header=None, names=names, dtype=str)
    checks: list[Check] = []
    for day in ("2022-07-01", "2023-06-30", "2023-12-15", "2024-06-30"):
        mine = found[(found.starts.str[:10] <= day) & ~(found.ends.str[:10] < day)]
        held = f"valid_from <= DATE '{day}' AND coalesce(valid_to, DATE '2099-01-01') >= DATE '{day}'"
        for region in sorted(set(found.region)):
            sql = f"SELECT count(*) n FROM raw_reps WHERE region = '{region}' AND {held}"
            checks.append((sql, [Decimal(int((mine.region == region).sum()))]))
    return checks
