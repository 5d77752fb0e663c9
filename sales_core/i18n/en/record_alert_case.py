"""Cases of alerts."""

TEXTS = {
    "record.alert_case.label": "Alert",
    "record.alert_case.subject": "Figure",
    "record.alert_case.rule.label": "Rule",
    "record.alert_case.cut.label": "Part",
    "record.alert_case.stake.label": "At stake",
    "record.alert_case.value.label": "Value",
    "record.alert_case.opened.label": "Opened",
    "record.alert_case.closed.label": "Closed",
    "record.alert_case.owner.label": "Owner",
    "record.alert_case.answer.label": "Answer",
    "record.alert_case.state.open": "open",
    "record.alert_case.state.answered": "answered",
    "record.alert_case.state.closed": "closed",
    "record.alert_case.event.added": "Alert opened",
    "record.alert_case.event.edited": "Alert updated",
    "record.alert_case.event.open": "Alert reopened",
    "record.alert_case.event.answered": "Alert answered",
    "record.alert_case.event.closed": "Alert closed",
}
