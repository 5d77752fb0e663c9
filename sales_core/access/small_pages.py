"""The small pages that the server writes itself, before anybody is signed in, and the cookies that a sign-in sets."""

from __future__ import annotations

import html
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sales_core.access.gate import COOKIE
from sales_core.access.sessions import DEVICE_LIFE, SessionOrigin, session_id
from sales_core.i18n import DEFAULT_LOCALE, Locale, choose, locales, t
from sales_core.kernel.company import company_prefix, current_company

_FRAME, _FORM, _LINK_FORM, _SERVICE = (
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("signin.html", "signin_form.html", "link_form.html", "signin_service.html")
)
_LONGEST_FORM = 4_096
#: Names the last session of a browser after its end; it opens nothing.
DEVICE_COOKIE = "sales_device"
_SIGN_IN_PATHS = frozenset({"/login", "/logout"})


def signed_in_answer(request: Request, secret: str, life: timedelta, onward: str = "") -> Response:
    """Leads on to `onward`, else to where the request says, with the cookies of a new session that lasts `life`."""
    answer = RedirectResponse(onward or next_path(request), 303, headers={"cache-control": "no-store"})
    set_session_cookies(request, answer, secret, life)
    return answer


def set_session_cookies(request: Request, answer: Response, secret: str, life: timedelta) -> None:
    """Adds the cookie of a session, and the one by which the browser is known again."""
    is_secure = request.url.scheme == "https"
    answer.set_cookie(
        DEVICE_COOKIE,
        session_id(secret),
        path="/login",
        max_age=int(DEVICE_LIFE.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=is_secure,
    )
    # Lax, not Strict: a link in a mail has to open the page it names.
    answer.set_cookie(
        COOKIE, secret, max_age=int(life.total_seconds()), httponly=True, samesite="lax", secure=is_secure
    )


def request_origin(request: Request, how: str = "") -> SessionOrigin:
    """Where the request came from, as the nearest trusted proxy tells it, and by which browser."""
    address = request.client.host if request.client else ""
    return SessionOrigin(how, address, request.headers.get("user-agent", ""))


def server_address(request: Request) -> str:
    """Scheme and name under which the browser knows the company; the gate has refused names that are not ours."""
    return f"{request.url.scheme}://{request.url.netloc}{company_prefix(current_company())}"


def next_path(request: Request) -> str:
    """Where to go after signing in: only a path of this server."""
    return checked_path(request.query_params.get("next", "/"))


def checked_path(wanted: str) -> str:
    """The path, when it is one of this server and no page of signing in; else `/`."""
    parts = urlsplit(wanted)
    is_path = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    is_clean = is_path and not parts.scheme and not parts.netloc and wanted.isprintable()
    return quote(wanted, safe="/?&=%.,:-_~+") if is_clean and parts.path not in _SIGN_IN_PATHS else "/"


async def form_values(request: Request) -> dict[str, str]:
    """The fields of a form; nothing of one that is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            return {}
    return {key: values[0] for key, values in parse_qs(body.decode("utf-8", "replace")).items()}


def signin_page(request: Request, message: str, status: int = 200, *, has_service: bool) -> Response:
    """The sign-in page; `message`: key of what is wrong; `has_service`: the company's service signs people in too."""
    locale, onward = page_locale(request), quote(next_path(request), safe="")
    service = ""
    if has_service:
        address = html.escape(f"{company_prefix(current_company())}/oidc/start?lang={locale}&next={onward}")
        service = _SERVICE.replace("[[start]]", address).replace("[[words]]", html.escape(t("signin.service", locale)))
    form = _FORM.replace("[[service]]", service)
    return _small_page(request, form, "/login", t(message, locale) if message else "", status)


def link_page(request: Request) -> Response:
    """The page behind a one-time link, which sends itself."""
    return _small_page(request, _LINK_FORM, quote(request.url.path))


def page_locale(request: Request) -> Locale:
    """The language of the page: as asked, else the browser's."""
    return choose(request.query_params.get("lang"), request.headers.get("accept-language", DEFAULT_LOCALE))


def _small_page(request: Request, body: str, path: str, message: str = "", status: int = 200) -> Response:
    """A page with one form that is sent to `path`."""
    locale, onward = page_locale(request), quote(next_path(request), safe="")
    path = company_prefix(current_company()) + path
    words = ("title", "product", "name", "password", "button", "note")
    values = {word: t(f"signin.{word}", locale) for word in words}
    values |= {"lang": t("language.tag", locale), "message": message, "action": f"{path}?lang={locale}&next={onward}"}
    page = _FRAME.replace("[[body]]", body)
    page = page.replace("[[others]]", " · ".join(_link(other, onward) for other in locales() if other != locale))
    for key, value in values.items():
        page = page.replace(f"[[{key}]]", html.escape(value))
    return HTMLResponse(page, status, headers={"cache-control": "no-store"})


def _link(locale: Locale, onward: str) -> str:
    """The same page in another language."""
    address = html.escape(f"{company_prefix(current_company())}/login?lang={locale}&next={onward}")
    return f'<a href="{address}">{html.escape(t("language.name", locale))}</a>'
