"""Combinations of Explore under a name."""

TEXTS = {
    "record.saved_view.label": "Saved view",
    "record.saved_view.subject": "Whose",
    "record.saved_view.name.label": "Name",
    "record.saved_view.shared.label": "Shared: colleagues who may see the figure see it, name included",
    "record.saved_view.pinned.label": "Pinned to",
    "record.saved_view.metric.label": "Figure",
    "record.saved_view.split.label": "Split by",
    "record.saved_view.across.label": "Crossed with",
    "record.saved_view.span.label": "Days",
    "record.saved_view.compare.label": "Set against",
    "record.saved_view.view.label": "Shown as",
    "record.saved_view.filters.label": "Filters",
    "record.saved_view.state.kept": "kept",
    "record.saved_view.state.deleted": "deleted",
    "record.saved_view.event.added": "View saved",
    "record.saved_view.event.edited": "View changed",
    "record.saved_view.event.deleted": "View deleted",
    "record.saved_view.event.kept": "View taken back",
}
