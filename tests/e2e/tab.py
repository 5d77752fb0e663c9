"""A browser tab without a browser: it speaks the framework's protocol over a socket and keeps every byte it is sent."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, Self

from google.protobuf.message import Message  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.e2e.server import Server

_PATIENCE = 30.0
_MEDIA = re.compile(rb"/(?:media|export)/[\w.-]+")


class Tab:
    """One tab of a signed-in person. `sent`: every byte that came; `widgets`: by id the kind of each that was drawn;
    `fragments`: the ids of parts that redraw alone; `files`: addresses of media and exports.
    """

    def __init__(self, server: Server, who: str) -> None:
        self.server = server
        self.cookie = server.cookie(who)
        self.sent: list[bytes] = []
        self.widgets: dict[str, str] = {}
        self.fragments: set[str] = set()
        self._pages: dict[str, str] = {}
        self._closing = ExitStack()
        self._connecting = connect(
            server.base.replace("http", "ws") + "/_stcore/stream",
            additional_headers={"Cookie": self.cookie},
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(server.base),
            max_size=None,
        )

    def __enter__(self) -> Self:
        self._socket = self._closing.enter_context(self._connecting)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    @property
    def files(self) -> set[str]:
        """Addresses of media and exports that it was told."""
        return {found.decode() for one in self.sent for found in _MEDIA.findall(one)}

    def run(self, page: str, query: str = "", states: Iterable[WidgetState] = (), fragment: str = "") -> bytes:
        """Runs a page, or one fragment of what was drawn, with these values of widgets; every byte of the answer."""
        ask = BackMsg()
        ask.rerun_script.page_script_hash = self._pages.get(page, "")
        ask.rerun_script.page_name = "" if page in self._pages else page
        ask.rerun_script.query_string = query
        ask.rerun_script.fragment_id = fragment
        ask.rerun_script.context_info.url = f"{self.server.base}/{page}?{query}"
        ask.rerun_script.widget_states.widgets.extend(states)
        return self._answer(ask, "script_finished")

    def replay(self, fragment: str) -> bytes:
        """Asks for a fragment that may not be there, and for a sign of life behind it; every byte until that comes."""
        ask, alive = BackMsg(), BackMsg()
        ask.rerun_script.fragment_id = fragment
        self._socket.send(ask.SerializeToString())
        alive.app_heartbeat = True
        return self._answer(alive, "heartbeat_ack")

    def upload_address(self, name: str) -> str:
        """An address to which a file of this tab may be sent."""
        ask = BackMsg()
        ask.file_urls_request.request_id = "1"
        ask.file_urls_request.file_names.append(name)
        self._answer(ask, "file_urls_response")
        return str(next(iter(self._last.file_urls_response.file_urls)).upload_url)

    def _answer(self, ask: BackMsg, end: str) -> bytes:
        self._socket.send(ask.SerializeToString())
        told: list[bytes] = []
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            data = self._socket.recv(timeout=_PATIENCE)
            assert isinstance(data, bytes)
            told.append(data)
            message = ForwardMsg.FromString(data)
            self._learn(message)
            if message.WhichOneof("type") == end:
                self._last = message
                self.sent += told
                return b"\n".join(told)
        raise TimeoutError(end)

    def _learn(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "navigation":
            self._pages = {one.url_pathname: one.page_script_hash for one in message.navigation.app_pages}
        if message.WhichOneof("type") != "delta":
            return
        if message.delta.fragment_id:
            self.fragments.add(message.delta.fragment_id)
        for kind, part in _parts(message.delta):
            if (found := getattr(part, "id", "")) and str(found).startswith("$$ID"):
                self.widgets[str(found)] = kind


def _parts(message: Message, kind: str = "") -> Iterator[tuple[str, Message]]:
    """The messages within a message, each with the name of the field that holds it."""
    yield kind, message
    for field, value in message.ListFields():
        if field.message_type is not None:
            inner: Any = value if hasattr(value, "__len__") and not isinstance(value, Message) else [value]
            for one in inner:
                if isinstance(one, Message):
                    yield from _parts(one, field.name)


def raw_value(widget: str, kind: str, texts: Sequence[str], turn: int) -> WidgetState:
    """A value that a browser's own widget would never send: the texts, or the one of this turn, as what it takes."""
    state, text = WidgetState(id=widget), texts[turn % len(texts)]
    match kind:
        case "multiselect" | "button_group" | "date_input" | "date_time_input":
            state.string_array_value.data.extend(texts)
        case "checkbox":
            state.bool_value = True
        case "button":
            state.trigger_value = True
        case "number_input":
            state.double_value = -1e18
        case "file_uploader":
            named = state.file_uploader_state_value.uploaded_file_info.add()
            named.file_id, named.name, named.size = text, f"{text}.csv", 10
        case "slider":
            state.double_array_value.data.append(-1e18)
        case "plotly_chart":
            points = f'[{{"customdata": ["{text}"], "x": "{text}", "point_index": 99}}]'
            state.string_value = (
                f'{{"selection": {{"points": {points}, "point_indices": [99], "box": [], "lasso": []}}}}'
            )
        case "dataframe":
            state.string_value = f'{{"selection": {{"rows": [99], "columns": ["{text}"], "cells": [[99, "{text}"]]}}}}'
        case "bidi_component":
            state.json_value = f'{{"value": "{text}", "typed": "{text}", "row": 99}}'
        case _:
            state.string_value = text
    return state
