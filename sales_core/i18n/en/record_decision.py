"""Decisions."""

TEXTS = {
    "record.decision.label": "Decision",
    "record.decision.subject": "Figure",
    "record.decision.action.label": "What is to be done",
    "record.decision.owner.label": "Owner",
    "record.decision.due.label": "Due",
    "record.decision.state.open": "open",
    "record.decision.state.done": "done",
    "record.decision.state.dropped": "dropped",
    "record.decision.event.added": "Decision noted",
    "record.decision.event.edited": "Decision changed",
    "record.decision.event.done": "Decision done",
    "record.decision.event.dropped": "Decision dropped",
    "record.decision.event.open": "Decision opened again",
    "record.decision.effect.label": "Expected effect",
    "record.decision.meeting.label": "Meeting",
    "record.decision.state.missed": "missed",
    "record.decision.event.missed": "Decision missed",
    "record.decision.add": "Decide",
    "record.decision.several": "Decisions about this number",
}
