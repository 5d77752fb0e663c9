"""Words of the application database."""

TEXTS: dict[str, str] = {
    "appdb.newer": "应用数据库由更新的版本写成（{found}，本程序只认识 {known}）。请安装该版本；数据未改动。",
    "appdb.target_not_empty": "目标应用数据库不是空的，或属于其他版本；未复制任何内容。",
}
