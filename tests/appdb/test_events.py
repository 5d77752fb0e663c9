"""Every event of the audit trail is declared and has a sentence; what 0.1 wrote stays readable."""

import json
import re
import string

import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.i18n import has, locales
from sales_core.i18n.catalogue import catalogue
from sales_core.kernel import events
from sales_core.kernel.events import EVENTS, Event, sentence
from tests.appdb.test_takeover import DUMP


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_a_sentence_names_only_fields(event: Event) -> None:
    for locale in locales():
        places = {name for _, name, _, _ in string.Formatter().parse(catalogue(locale)[f"event.{event.id}"]) if name}
        assert places <= set(event.fields)


def test_no_sentence_is_left_over() -> None:
    assert {key for key in catalogue("en") if key.startswith("event.")} == {f"event.{one}" for one in EVENTS} | {
        "event.unknown"
    }


def test_details_that_are_not_declared_are_refused(appdb: AppDatabase) -> None:
    for details in ({}, {"month": "2026-05", "more": 1}):
        with pytest.raises(ValueError, match="close_month"):
            appdb.audit.write("ann", events.CLOSE_MONTH, details)
    assert appdb.audit.events() == []


def test_what_0_1_wrote_is_told_in_words() -> None:
    lines = re.findall(
        r"""INSERT INTO "audit" VALUES\(\d+,'[^']*','[^']*','(\w+)','(.*)'\);""", DUMP.read_text("utf-8")
    )
    assert len(lines) == 13
    told = [sentence(what, json.loads(details)) for what, details in lines]
    assert "event.unknown" not in {text.key for text in told}
    assert sentence("close_month", {"month": "2026-04"}).in_("en") == "Closed 2026-04"


def test_an_event_of_another_release_keeps_its_name() -> None:
    assert sentence("moon_landed", {}).in_("en") == "moon_landed"
    assert not has("event.moon_landed")
    assert Event("x", ("a",)).fields == ("a",)
