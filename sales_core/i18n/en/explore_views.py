"""Views of Explore: saved, shared, pinned."""

TEXTS = {
    "explore.save_view": "Save as view",
    "explore.view_of": "{name} · {who}",
    "explore.manage_views": "Manage views",
    "explore.link": "Link",
    "explore.link_help": "Opens exactly this, within the rights of whoever opens it.",
    "explore.open_view": "Open in Explore",
}
