"""Slides of a meeting script."""

TEXTS: dict[str, str] = {
    "record.meeting_slide.label": "Slide",
    "record.meeting_slide.subject": "Belongs to",
    "record.meeting_slide.question.label": "Question (empty = by itself)",
    "record.meeting_slide.points.label": "Talking points",
    "record.meeting_slide.meeting.label": "Meeting",
    "record.meeting_slide.place.label": "Place",
    "record.meeting_slide.board.label": "Page",
    "record.meeting_slide.blocks.label": "What is shown",
    "record.meeting_slide.choices.label": "Choices",
    "record.meeting_slide.metric.label": "Metric",
    "record.meeting_slide.filters.label": "Part of the company",
    "record.meeting_slide.shared.label": "Colleagues may see it",
    "record.meeting_slide.state.shown": "shown",
    "record.meeting_slide.state.left_out": "left out",
    "record.meeting_slide.event.added": "Slide added",
    "record.meeting_slide.event.edited": "Slide changed",
    "record.meeting_slide.event.shown": "Slide shown again",
    "record.meeting_slide.event.left_out": "Slide left out",
}
