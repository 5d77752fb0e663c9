"""Notes."""

TEXTS = {
    "record.note.label": "Note",
    "record.note.subject": "About (kind=code)",
    "record.note.text.label": "Note",
    "record.note.state.noted": "noted",
    "record.note.state.withdrawn": "withdrawn",
    "record.note.event.added": "Note added",
    "record.note.event.edited": "Note changed",
    "record.note.event.withdrawn": "Note withdrawn",
}
