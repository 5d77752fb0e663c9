"""Gives every web request an id in the log; a request that fails answers with its incident number."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sales_core.kernel.log import log_context, log_incident, new_id


class WebLog:
    """Stands outside everything else. Pure ASGI."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection; a failure is logged once, and told where no answer has begun."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def sending(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        with log_context(request=new_id()):
            try:
                await self._app(scope, receive, sending)
            except Exception as error:  # noqa: BLE001 - the border of a request
                number = log_incident("request failed", error)
                if not has_begun:
                    await _tell(send, number)


async def _tell(send: Send, number: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": f"incident {number}\n".encode()})
