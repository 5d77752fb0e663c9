"""Browser tabs and the files they sent, as the web framework holds them in memory."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadFileUrlInfo

from sales_core.api import HeldUploads

#: How often closed tabs are swept away: by themselves they go only when another tab comes or goes.
_SWEEP_SECONDS = 10.0


class BrowserTabs:
    """The tabs of this process. Made before the first one connects; `watch` makes it see which files are asked for."""

    def __init__(self) -> None:
        self._expected: defaultdict[str, set[str]] = defaultdict(set)
        self._lock = threading.Lock()
        self._had_files: set[str] = set()

    def identity_of(self, session: str) -> str | None:
        """The signed-in session of a tab; None for a tab that is not there."""
        found = _sessions().get(session)
        return None if found is None else _identity(found)

    def is_expected(self, session: str, file: str) -> bool:
        """Whether an uploader of the tab was given this file id and has not used it."""
        with self._lock:
            expected = file in self._expected.get(session, ())
        return expected and not _files().get_files(session, [file])

    def held(self, identity: str) -> HeldUploads:
        """Bytes that wait in memory."""
        tabs, mine, everybody = _sessions(), 0, 0
        for tab, files in list(_files().file_storage.items()):
            size = sum(len(file.data) for file in list(files.values()))
            everybody += size
            mine += size if tab in tabs and _identity(tabs[tab]) == identity else 0
        return HeldUploads(mine, everybody)

    def watch(self) -> None:
        """Remembers every file id that is handed out from now on."""
        files = _files()
        hand_out = files.get_upload_urls

        def remembered(session_id: str, file_names: Sequence[str]) -> list[UploadFileUrlInfo]:
            given = hand_out(session_id, file_names)
            with self._lock:
                self._expected[session_id] |= {one.file_id for one in given}
            return given

        files.get_upload_urls = remembered  # type: ignore[method-assign]

    def sweep(self) -> None:
        """Forgets closed tabs whose time is over, and gives their files back."""
        _end_closed_tabs()
        alive = _sessions()
        held = {tab for tab, files in _files().file_storage.items() if files}
        for tab in set(_files().file_storage) - alive.keys():
            _files().remove_session_files(tab)
        self._had_files |= held
        if self._had_files - alive.keys():
            self._had_files &= alive.keys()
            gc.collect()  # an ended tab holds its files in circles, and no full collection runs after a rerun
        with self._lock:
            for tab in self._expected.keys() - alive.keys():
                del self._expected[tab]

    async def keep_swept(self) -> None:
        """Sweeps until it is cancelled."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            self.sweep()


def _end_closed_tabs() -> None:
    """Ends what the framework kept of tabs that closed longer ago than its own time allows.

    It would end them when they are collected, and no full collection runs after a rerun.
    """
    kept = _manager()._session_storage._cache  # noqa: SLF001 - no public way
    closed = dict(kept._data)  # noqa: SLF001
    kept.expire()
    for tab in closed.keys() - kept._data.keys():  # noqa: SLF001
        session = closed[tab].session
        session.shutdown()
        # The framework's loop remembers the last tab that it looked at until another one comes: widgets hold files.
        session.session_state.clear()


def _identity(session: Any) -> str:
    # The framework tells a script who it runs for, and nobody else.
    return str(session._user_info.get("session") or "")  # noqa: SLF001


def _sessions() -> dict[str, Any]:
    return {info.session.id: info.session for info in _manager().list_sessions()}


def _manager() -> Any:
    return Runtime.instance()._session_mgr  # noqa: SLF001 - the framework lists its sessions to nobody


def _files() -> MemoryUploadedFileManager:
    files = Runtime.instance().uploaded_file_mgr
    if not isinstance(files, MemoryUploadedFileManager):
        raise TypeError(type(files).__name__)
    return files
