"""Words of the application database."""

TEXTS: dict[str, str] = {
    "appdb.lost": "The application database is missing or empty, but {files} files of versions and uploads stand in the state directory. Nothing was changed. Put it back (ledger.sqlite with ledger.sqlite-wal, or the dump of your PostgreSQL server), or bring the newest backup into an empty state directory: backup FOLDER --restore.",
    "appdb.unreadable": "The application database cannot be read ({error}); {files} files of versions and uploads stand beside it, and nothing was changed. Put it back from a copy (ledger.sqlite with ledger.sqlite-wal), or bring the newest backup into an empty state directory: backup FOLDER --restore.",
    "appdb.older": "The application database is older than the files beside it: it knows versions up to {known}, there is a file of version {found}. Nothing was changed. Put the newer one back (ledger.sqlite with ledger.sqlite-wal, or the dump of your PostgreSQL server), or bring the newest backup into an empty state directory: backup FOLDER --restore.",
    "appdb.newer": "A newer release wrote the application database ({found}; this one knows {known}). Install that release; nothing was changed.",
    "appdb.target_not_empty": "The target application database is not empty or of another release; nothing was copied.",
}
