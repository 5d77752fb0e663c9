"""Words of the application database."""

TEXTS: dict[str, str] = {
    "appdb.lost": "应用数据库缺失或为空，但状态目录中有 {files} 个版本与上传文件。数据未作任何改动。请放回数据库（ledger.sqlite 连同 ledger.sqlite-wal，或 PostgreSQL 服务器的转储），或把最新备份恢复到空的状态目录：backup 备份目录 --restore。",
    "appdb.unreadable": "应用数据库无法读取（{error}）；旁边有 {files} 个版本与上传文件，数据未作任何改动。请从副本放回（ledger.sqlite 连同 ledger.sqlite-wal），或把最新备份恢复到空的状态目录：backup 备份目录 --restore。",
    "appdb.older": "应用数据库比旁边的文件旧：它只知道到第 {known} 版，而目录中有第 {found} 版的文件。数据未作任何改动。请放回较新的数据库（ledger.sqlite 连同 ledger.sqlite-wal，或 PostgreSQL 服务器的转储），或把最新备份恢复到空的状态目录：backup 备份目录 --restore。",
    "appdb.newer": "应用数据库由更新的版本写成（{found}，本程序只认识 {known}）。请安装该版本；数据未改动。",
    "appdb.target_not_empty": "目标应用数据库不是空的，或属于其他版本；未复制任何内容。",
}
