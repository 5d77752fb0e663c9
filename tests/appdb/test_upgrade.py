"""Databases of earlier releases, brought to the tables of this one, keep their rows; on both dialects."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from sales_core.appdb import migrations
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.engine import open_engine
from sales_core.appdb.migrations import HEAD
from sales_core.appdb.upgrade import revision
from sales_core.catalogue.catalogue import product
from sales_core.records.migration import differences
from tests.support.databases import Address
from tests.support.sampled import sampled

pytestmark = pytest.mark.slow

#: 0.1 ended with 0002; what stood between the releases may stand somewhere too.
EARLIER = tuple(f"{number:04d}" for number in range(1, int(HEAD)))


#: Each on SQLite, every fourth on PostgreSQL, beginning with the first: from it all of them run.
STARTS = [
    *(("sqlite", earlier) for earlier in EARLIER),
    *(pytest.param("postgresql", *one.values, marks=one.marks) for one in sampled(EARLIER, 4)),
]


@pytest.mark.parametrize(("address", "earlier"), STARTS, indirect=["address"])
def test_every_earlier_revision_is_brought_to_this_one(address: Address, earlier: str) -> None:
    engine = open_engine(address)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, earlier)
        connection.execute(sa.text("INSERT INTO settings VALUES ('reporting_currency', '\"EUR\"')"))
    engine.dispose()
    opened = AppDatabase(address)
    assert opened.settings.get("reporting_currency") == "EUR"
    with opened.engine.connect() as connection:
        assert revision(connection) == HEAD
    assert differences(opened.engine, product().records.values()) == []
    opened.close()
