"""Who may ask: only this machine, only who has the token, only our own pages for anything that changes something.

Another page in the same browser can send requests here, and by a name of its own that points to this machine (DNS
rebinding) read the answers: so the Host header must be ours, the cookie is sent by our pages alone (SameSite=Strict), and a
form must come from our origin with its own token.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Form = Mapping[str, str]
Posted = Callable[[Request, Form], Response]

_MOST = 1_000_000
"""Bytes of a form."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def make_token() -> str:
    """What opens the app: 256 random bits."""
    return secrets.token_urlsafe(32)


def form_token(token: str) -> str:
    """What every form carries: made of the token, which itself stands in no page."""
    return hmac.new(token.encode(), b"form", "sha256").hexdigest()


class Guard:
    """Refuses what is not for us, turns the token of the printed address into a cookie, and sets the headers."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self.app = app
        self.token = token
        self.cookie = f"minutebook-{port}"
        self.hosts = frozenset(f"{host}:{port}" for host in ("127.0.0.1", "localhost"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._answer(Request(scope))
        await (answer or self.app)(scope, receive, sent)

    def _answer(self, request: Request) -> Response | None:
        """What is said instead of the app; None where the request may pass."""
        if request.headers.get("host") not in self.hosts:
            return _refuse("This address is not that of Minutebook; open the one that `minutebook serve` printed.", 421)
        given = request.query_params.get("token")
        if request.method == "GET" and given is not None and self._is_token(given):
            return self._let_in(request)
        if not self._is_token(request.cookies.get(self.cookie, "")):
            return _refuse(
                "Open the whole address that `minutebook serve` printed; it holds the key to your book.", 403
            )
        if request.method not in {"GET", "HEAD"} and not _is_ours(request):
            return _refuse("This form was not sent from a page of Minutebook; nothing was changed.", 403)
        return None

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())

    def _let_in(self, request: Request) -> Response:
        left = [(key, value) for key, value in request.query_params.multi_items() if key != "token"]
        response = RedirectResponse(f"{request.url.path}{'?' if left else ''}{urlencode(left)}", HTTPStatus.SEE_OTHER)
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        return response


def _is_ours(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site", "same-origin")
    return request.headers.get("origin") == f"http://{request.headers['host']}" and site == "same-origin"


def _refuse(said: str, status: int) -> Response:
    return PlainTextResponse(said + "\n", status)


def posted(handler: Posted) -> Callable[[Request], Awaitable[Response]]:
    """A route for a form: its fields are read, its token is checked, and ``handler`` gets them."""

    async def endpoint(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST:
                raise HTTPException(413, "That is too much text for one form.")
        try:
            fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=10_000)
        except ValueError as error:
            raise HTTPException(400, "The form could not be read.") from error
        form = {key: values[-1].replace("\r\n", "\n") for key, values in fields.items()}
        if not hmac.compare_digest(form.get("form", ""), form_token(request.app.state.web.token)):
            raise HTTPException(403, "This form is not of this page, or the app was started anew; open the page again.")
        return await run_in_threadpool(handler, request, form)

    return endpoint
