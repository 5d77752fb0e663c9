"""Watched figures."""

TEXTS = {
    "record.watch.label": "Watched figure",
    "record.watch.subject": "Figure",
    "record.watch.owner.label": "Owner",
    "record.watch.due.label": "Until",
    "record.watch.note.label": "Note",
    "record.watch.state.active": "watched",
    "record.watch.state.ended": "ended",
    "record.watch.event.added": "Figure watched",
    "record.watch.event.edited": "Watch changed",
    "record.watch.event.ended": "Watch ended",
    "record.watch.event.active": "Figure watched again",
}
