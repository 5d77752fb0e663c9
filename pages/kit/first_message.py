"""Takes the server's place and versions out of the message with which the framework begins every run of a tab."""

from __future__ import annotations

import hashlib
import sys

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: As the framework writes it into that message and no other, whatever the path of the script is.
_PYTHON = ".".join(map(str, sys.version_info)).encode()


class FirstMessage:
    """Sends everything on as it is, but for what `without_place` takes out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""

        async def sending(message: Message) -> None:
            data = message.get("bytes")
            if data is not None and _PYTHON in data:
                message = {**message, "bytes": without_place(data)}
            await send(message)

        await self._app(scope, receive, sending if scope["type"] == "websocket" else send)


def without_place(data: bytes) -> bytes:
    """A message for a tab, without path, versions and system when it begins a run.

    A hash stands for the framework's version: a tab that was open during an upgrade loads itself again when it changes.
    """
    message = ForwardMsg.FromString(data)
    if message.WhichOneof("type") != "new_session":
        return data
    message.new_session.main_script_path = message.new_session.name
    told = message.new_session.initialize.environment_info
    told.streamlit_version = hashlib.sha256(told.streamlit_version.encode()).hexdigest()[:12]
    told.ClearField("python_version")
    told.ClearField("server_os")
    sent: bytes = message.SerializeToString()
    return sent
