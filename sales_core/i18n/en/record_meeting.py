"""Meetings."""

TEXTS: dict[str, str] = {
    "record.meeting.label": "Meeting",
    "record.meeting.subject": "Belongs to",
    "record.meeting.name.label": "Name",
    "record.meeting.day.label": "Day",
    "record.meeting.lens.label": "Shown to the room as through screen-share mode",
    "record.meeting.shared.label": "Colleagues may see it",
    "record.meeting.period.label": "Period",
    "record.meeting.metric.label": "Metric",
    "record.meeting.filters.label": "Part of the company",
    "record.meeting.place.label": "Slide shown",
    "record.meeting.view.label": "Filters shown",
    "record.meeting.state.planned": "planned",
    "record.meeting.state.running": "running",
    "record.meeting.state.closed": "closed",
    "record.meeting.event.added": "Meeting planned",
    "record.meeting.event.edited": "Meeting changed or moved to a slide",
    "record.meeting.event.running": "Meeting started",
    "record.meeting.event.closed": "Meeting closed",
    "record.meeting.event.planned": "Meeting planned again",
}
