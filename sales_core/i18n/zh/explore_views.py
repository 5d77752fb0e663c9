"""Views of Explore: saved, shared, pinned."""

TEXTS = {
    "explore.save_view": "存为视图",
    "explore.view_of": "{name} · {who}",
    "explore.manage_views": "管理视图",
    "explore.link": "链接",
    "explore.link_help": "打开的正是当前内容；能看到什么由打开者的权限决定。",
    "explore.open_view": "在探索中打开",
}
