"""Messages against services of this machine: right texts, links, codes and rights, nothing twice, nothing unasked.

In the tiny company SH has 44 % of its receivables overdue (80,000) and stock near its expiry (140,000), which are Mei's;
BJ sold nothing in May, which is Li's; 10,000 of the target are nobody's, which is the boss's.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message

import pytest

from sales_core.api import NumberAddress, figure_subject
from sales_core.appdb.outbox_store import MessageState
from sales_core.catalogue.message_settings import (
    MESSAGES_DIGEST,
    MESSAGES_ENABLED,
    MESSAGES_HOSTS,
    MESSAGES_KINDS,
    MESSAGES_PUBLIC_ADDRESS,
)
from sales_core.kernel import clock
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.settings import PROJECT
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.sending.due_messages import new_message
from sales_core.sending.service import PAUSES
from tests.pages.tiny import receipts
from tests.sending.conftest import HOSTS, MAIL, PUBLIC, URLS, Office

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def emptied(office: Office) -> Iterator[None]:
    yield
    office.clean()


def text_of(message: Message) -> str:
    """What a reader of the mail sees."""
    part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    found = part.get_payload(decode=True)
    assert isinstance(found, bytes)
    return found.decode(part.get_content_charset() or "utf-8")


def mails(office: Office) -> dict[str, str]:
    """Text by receiver."""
    return {to[0]: text_of(message) for to, message in office.mail.arrived}


def test_new_cases_reach_their_owners_inside_their_rights_once(office: Office) -> None:
    office.messages.put_channel("mail", "email", MAIL, LOCAL_ADMIN)
    assert office.alerts.run("test") is not None
    assert office.messages.note_cases() == 3
    assert office.messages.note_cases() == 0
    assert office.send() == {"sent": 3, "failed": 0, "nothing": 0}
    assert office.send() == {"sent": 0, "failed": 0, "nothing": 0}
    found = mails(office)
    assert set(found) == {"boss@example.com", "mei@example.com", "li@example.com"}
    mei = found["mei@example.com"]
    assert mei.startswith("alerts opened: 2")
    assert "¥80.0K" in mei
    assert "¥140.0K" in mei
    # Mei's are of her branch; of Li's region nobody tells her, and the other way round.
    assert "BJ" not in mei
    assert "North" not in mei
    assert "80.0K" not in found["li@example.com"]
    assert "Branch behind the pace" in found["li@example.com"]
    for name, text in found.items():
        viewer = office.workspace.accounts.viewer(name.partition("@")[0])
        codes = [line.rpartition("code ")[2] for line in text.splitlines() if "code " in line]
        assert codes, name
        for code in codes:
            assert office.workspace.figures.resolve(code.strip(), viewer).code
        assert f"{PUBLIC}/alerts?lang=en&view=all&case=" in text
    lines = office.company.appdb.audit.about("mei")
    sent = [one.details for one in lines if one.what == "message_sent"]
    assert [(one["message"], one["receiver"], one["channel"]) for one in sent] == [("alerts", "mei", "mail")]
    assert "80" not in str(sent)


def test_a_closed_case_is_told(office: Office) -> None:
    office.messages.put_channel("mail", "email", MAIL, LOCAL_ADMIN)
    paid = {
        "receipt": "R2", "date": "2026-05-20", "document": "D2", "customer": "C1", "rep": "E1", "branch": "SH",
        "region": "East", "amount": 50_000,
    }  # fmt: skip
    office.company.load("receipts.csv", [*receipts(), paid])
    office.alerts.run("test")
    assert office.messages.note_cases() == 1
    assert office.send()["sent"] == 1
    assert mails(office)["mei@example.com"].startswith("alerts closed: 1")


@pytest.mark.parametrize("kind", URLS)
def test_every_webhook_gets_the_text_in_its_own_form(office: Office, kind: str) -> None:
    office.messages.put_channel("room", kind, URLS[kind], LOCAL_ADMIN, "mei")
    assert office.messages.send_test("room", LOCAL_ADMIN).is_sent
    ((path, body),) = office.web.arrived
    assert path.rstrip("/") in URLS[kind]
    text = {
        "wecom": body["text"]["content"] if kind == "wecom" else "",
        "dingtalk": body["text"]["content"] if kind == "dingtalk" else "",
        "feishu": body["content"]["text"] if kind == "feishu" else "",
        "slack": str(body.get("attachments")),
        "teams": str(body.get("attachments")),
    }[kind]
    assert "This channel works." in text
    assert f"{PUBLIC}/account?lang=en" in text


def test_outside_nothing_is_told_but_that_there_is_something(office: Office) -> None:
    office.alerts.run("test")
    office.messages.note_cases()  # to nobody: there is no channel yet
    office.messages.put_channel("room", "wecom", URLS["wecom"], LOCAL_ADMIN, "mei", is_outside=True)
    rows = office.workspace.records.list("alert_case", LOCAL_ADMIN)
    (mine,) = [one.row.id for one in rows if one.row.values["rule"] == "near_expiry_stock"]
    message = new_message("alerts", "mei", "room", {"opened": [mine]}, "outside")
    office.company.appdb.outbox.add([message], clock.now())
    assert office.send()["sent"] == 1
    text = office.web.arrived[0][1]["text"]["content"]
    assert "Stock near its expiry" in text
    assert f"case={mine}" in text
    assert "140" not in text
    assert "SH" not in text


def test_nothing_leaves_with_the_switch_off_or_without_an_address(office: Office) -> None:
    office.messages.put_channel("mail", "email", MAIL, LOCAL_ADMIN)
    office.company.appdb.outbox.add([new_message("test", "mei", "mail", {}, "off")], clock.now())
    for name, wrong, right in (
        (MESSAGES_ENABLED.id, False, True),
        (MESSAGES_PUBLIC_ADDRESS.id, "", PUBLIC),
    ):
        office.set(name, wrong)
        assert office.send() == {"sent": 0, "failed": 0, "nothing": 0}
        assert office.messages.due() is None
        assert office.messages.note_daily() == 0
        with pytest.raises(UsageError):
            office.messages.send_test("mail", LOCAL_ADMIN)
        office.set(name, right)
    assert office.mail.arrived == []
    assert office.send()["sent"] == 1


@pytest.mark.parametrize(
    ("kind", "url", "key"),
    [
        ("wecom", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc", "messages.not_encrypted"),
        ("slack", "https://hooks.slack.com.evil.example/services/T/B/C", "messages.bad_url"),
        ("email", "smtps://a@other.example.com?from=a@example.com", "messages.host_not_allowed"),
        ("email", "http://mail.example.com?from=a@example.com", "messages.not_encrypted"),
        ("teams", URLS["teams"].replace("prod-01", "prod-02"), "messages.host_not_allowed"),
        ("folder", "relative/folder", "messages.bad_url"),
        ("wecom", "https://127.0.0.1/cgi-bin/webhook/send?key=abc", "messages.bad_url"),
    ],
)
def test_a_wrong_address_is_refused_with_its_mend(office: Office, kind: str, url: str, key: str) -> None:
    with pytest.raises(UsageError) as refused:
        office.messages.put_channel("room", kind, url, LOCAL_ADMIN, "mei")
    assert refused.value.text.key == key
    if key == "messages.host_not_allowed":
        assert "messages.hosts" in refused.value.describe("en")
    assert office.messages.channels(LOCAL_ADMIN) == []


def test_a_host_that_is_taken_off_the_list_gets_nothing_more(office: Office) -> None:
    office.messages.put_channel("room", "feishu", URLS["feishu"], LOCAL_ADMIN, "mei")
    office.company.appdb.outbox.add([new_message("test", "mei", "room", {}, "gone")], clock.now())
    office.set(MESSAGES_HOSTS.id, "mail.example.com")
    assert office.send()["failed"] == 1
    office.set(MESSAGES_HOSTS.id, HOSTS)
    assert office.web.arrived == []
    (newest, *_) = office.messages.outbox(LOCAL_ADMIN)
    assert newest.state is MessageState.FAILED
    assert newest.reason is not None
    assert "open.feishu.cn" in newest.reason.in_("en")


def test_a_redirect_is_not_followed(office: Office) -> None:
    office.messages.put_channel("room", "wecom", URLS["wecom"], LOCAL_ADMIN, "mei")
    office.web.location = f"http://{office.web.address}/elsewhere"
    office.web.answers.append((302, {}))
    posted = office.messages.send_test("room", LOCAL_ADMIN)
    assert not posted.is_sent
    assert len(office.web.arrived) == 1


def later(office: Office, monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    moment = clock.now() + by
    monkeypatch.setattr("sales_core.sending.service.clock.now", lambda: moment)


def test_a_failed_send_is_tried_again_with_growing_pauses_and_never_doubled(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.messages.put_channel("room", "wecom", URLS["wecom"], LOCAL_ADMIN, "mei")
    # A service that refuses inside an answer of 200 has not taken it.
    office.web.answers += [(500, {}), (200, {"errcode": 45009, "errmsg": "api freq out of limit"})]
    office.company.appdb.outbox.add([new_message("test", "mei", "room", {}, "again")], clock.now())
    for pause, why in ((PAUSES[0], "500"), (PAUSES[1], "45009")):
        assert office.send() == {"sent": 0, "failed": 1, "nothing": 0}
        (newest, *_) = office.messages.outbox(LOCAL_ADMIN)
        assert newest.state is MessageState.WAITING
        assert newest.reason is not None
        assert why in newest.reason.in_("en")
        assert abs(newest.due - clock.now() - pause) < timedelta(seconds=5)
        assert office.send() == {"sent": 0, "failed": 0, "nothing": 0}  # not before its pause is over
        later(office, monkeypatch, pause + timedelta(seconds=1))
    assert office.send()["sent"] == 1
    later(office, monkeypatch, timedelta(days=3))
    assert office.send() == {"sent": 0, "failed": 0, "nothing": 0}
    assert len(office.web.arrived) == 3
    assert office.messages.outbox(LOCAL_ADMIN)[0].state is MessageState.SENT


def test_it_is_given_up_after_the_last_pause_and_tried_again_by_hand(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.messages.put_channel("mail", "email", MAIL, LOCAL_ADMIN)
    office.mail.refusals = len(PAUSES) + 1
    office.company.appdb.outbox.add([new_message("test", "mei", "mail", {}, "given up")], clock.now())
    for pause in PAUSES:
        assert office.send()["failed"] == 1
        later(office, monkeypatch, pause + timedelta(seconds=1))
    assert office.send()["failed"] == 1
    (newest, *_) = office.messages.outbox(LOCAL_ADMIN)
    assert (newest.state, newest.tries) == (MessageState.FAILED, len(PAUSES) + 1)
    assert office.mail.arrived == []
    office.messages.retry(newest.id, LOCAL_ADMIN)
    with pytest.raises(UsageError):
        office.messages.retry(newest.id, LOCAL_ADMIN)
    assert office.send()["sent"] == 1


def test_one_that_a_dead_process_left_is_not_sent_again_by_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.messages.put_channel("room", "wecom", URLS["wecom"], LOCAL_ADMIN, "mei")
    outbox = office.company.appdb.outbox
    outbox.add([new_message("test", "mei", "room", {}, "killed")], clock.now())
    (left,) = outbox.waiting(clock.now())
    assert outbox.take(left.id, clock.now())
    assert not outbox.take(left.id, clock.now())
    assert office.send() == {"sent": 0, "failed": 0, "nothing": 0}
    later(office, monkeypatch, timedelta(minutes=11))
    assert office.messages.due() is not None
    assert office.send() == {"sent": 0, "failed": 1, "nothing": 0}
    assert office.web.arrived == []


def test_digest_is_asked_for_and_reminders_come_before_and_after_the_day(office: Office) -> None:
    office.messages.put_channel("box", "folder", str(office.folder), LOCAL_ADMIN)
    people, settings = office.workspace.accounts, office.company.appdb.company
    assert office.messages.note_daily() == 0  # nobody asked, nothing is due
    settings.set_own(MESSAGES_DIGEST.id, "daily", people.viewer("li"))
    settings.set_own(MESSAGES_KINDS.id, "alerts", people.viewer("boss"))
    codes: dict[str, str] = {}
    for owner, place, due in (
        ("mei", Filter("branch", ("SH",)), "2026-05-22"),
        ("mei", Filter("branch", ("SH",)), "2026-06-30"),
        ("li", Filter("region", ("North",)), "2026-05-20"),
        ("boss", Filter("region", ("North",)), "2026-05-22"),
    ):
        query = Query(("net_sales",), period=Period.month(2026, 5), filters=(place,))
        codes[owner] = office.workspace.figures.keep_code(query, "net_sales", LOCAL_ADMIN)
        values = {"action": f"call {owner}", "owner": owner, "due": due}
        office.workspace.records.add("decision", LOCAL_ADMIN, codes[owner], values)
    assert office.messages.note_daily() == 3
    assert office.messages.note_daily() == 0
    assert office.send()["sent"] == 3
    texts = {path.parent.name: path.read_text("utf-8") for path in office.folder.rglob("*-decision.txt")}
    assert set(texts) == {"mei", "li"}
    assert "is due on 22 May 2026" in texts["mei"]
    assert f"call mei · code {codes['mei']}" in texts["mei"]
    assert "is still open" in texts["li"]
    (digest,) = office.folder.rglob("*-digest.txt")
    assert digest.parent.name == "li"
    assert f"{PUBLIC}/overview?lang=en" in digest.read_text("utf-8")
    assert "320" not in digest.read_text("utf-8")  # what the company sold; Li's region sold nothing


def test_who_may_see_all_gets_the_report_and_others_its_link(office: Office) -> None:
    office.messages.put_channel("box", "folder", str(office.folder / "reports"), LOCAL_ADMIN)
    people, settings = office.workspace.accounts, office.company.appdb.company
    for name in ("boss", "mei"):
        settings.set_own(MESSAGES_KINDS.id, "reports", people.viewer(name))
    file = office.company.root / "monthly_2026-04_final_asof-2026-05-20_v1.pdf"
    file.write_bytes(b"%PDF")
    assert office.messages.note_reports([file]) == 2
    assert office.send()["sent"] == 2
    found = {(path.parent.name, path.suffix) for path in (office.folder / "reports").rglob("*-report*")}
    assert found == {("boss", ".txt"), ("boss", ".pdf"), ("mei", ".txt")}


def test_only_administrators_see_channels_and_messages(office: Office) -> None:
    mei = office.workspace.accounts.viewer("mei")
    with pytest.raises(NotAllowedError):
        office.messages.channels(mei)
    with pytest.raises(NotAllowedError):
        office.messages.put_channel("room", "wecom", URLS["wecom"], mei, "mei")
    with pytest.raises(NotAllowedError):
        office.messages.outbox(mei)
    with pytest.raises(UsageError):  # a webhook is somebody's
        office.messages.put_channel("room", "wecom", URLS["wecom"], LOCAL_ADMIN)


def test_the_server_imports_nothing_of_the_library() -> None:
    code = (
        "import sys; import sales_core.api.workspace, sales_core.sending.content, sales_core.sending.service;"
        "sys.exit('apprise' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0


def mentions_from_here_on(office: Office) -> None:
    for name in ("boss", "mei", "li"):
        office.company.appdb.company.set_own(MESSAGES_KINDS.id, "mentions", office.workspace.accounts.viewer(name))
    office.messages.note_mentions()


def test_who_is_named_in_a_comment_is_told_once_and_inside_his_rights(office: Office) -> None:
    mentions_from_here_on(office)
    office.messages.put_channel("mail", "email", MAIL, LOCAL_ADMIN)
    records, figures = office.workspace.records, office.workspace.figures
    boss = office.workspace.accounts.viewer("boss")
    whole = figure_subject(figures, NumberAddress("net_sales", Period.month(2026, 5)), boss)
    made = records.add("comment", boss, whole, {"text": "@mei @li @boss what happened in <b>May</b>?"})
    assert office.messages.note_mentions() == 2, "nobody is told what he typed himself"
    records.edit("comment", boss, made, {"text": "@mei @li what happened in May, please?"})
    assert office.messages.note_mentions() == 0, "one message a comment and person"
    # Mei and Li see a branch and a region: what is said of the whole company is not theirs to read.
    assert office.send() == {"sent": 0, "failed": 0, "nothing": 2}
    shanghai = NumberAddress("net_sales", Period.month(2026, 5), (Filter("branch", ("SH",)),))
    records.add("comment", boss, figure_subject(figures, shanghai, boss), {"text": "@mei @li why?"})
    assert office.messages.note_mentions() == 2
    assert office.send() == {"sent": 1, "failed": 0, "nothing": 1}
    (mei,) = mails(office).values()
    assert "boss mentioned you:" in mei
    assert "- @mei @li why?" in mei
    assert f"{PUBLIC}/activity?lang=en&kind=mentions&entry=comment-{made + 1}" in mei


def test_a_comment_that_was_withdrawn_or_is_masked_outside_is_not_told(office: Office) -> None:
    mentions_from_here_on(office)
    office.messages.put_channel("mail", "email", MAIL, LOCAL_ADMIN, is_outside=True)
    records, figures = office.workspace.records, office.workspace.figures
    boss = office.workspace.accounts.viewer("boss")
    shanghai = NumberAddress("net_sales", Period.month(2026, 5), (Filter("branch", ("SH",)),))
    subject = figure_subject(figures, shanghai, boss)
    gone = records.add("comment", boss, subject, {"text": "@mei forget it"})
    records.add("comment", boss, subject, {"text": "@mei C1 owes us"})
    office.messages.note_mentions()
    records.move("comment", boss, gone, "withdrawn")
    assert office.send() == {"sent": 1, "failed": 0, "nothing": 1}
    (mei,) = mails(office).values()
    assert "C1" not in mei
    assert "boss mentioned you:" in mei
