"""Comments."""

TEXTS = {
    "record.comment.label": "Comment",
    "record.comment.subject": "Number code",
    "record.comment.text.label": "Comment (@account tells that person)",
    "record.comment.state.said": "current",
    "record.comment.state.withdrawn": "withdrawn",
    "record.comment.event.added": "Comment added",
    "record.comment.event.edited": "Comment changed",
    "record.comment.event.withdrawn": "Comment withdrawn",
    "record.comment.add": "Comment",
    "record.comment.several": "Comments on this number",
}
