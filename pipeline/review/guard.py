"""Who may speak to the review: the browser opened with the session's secret, from its own pages, and nobody else.

In: requests. Refused with a French sentence: another `Host` (DNS rebinding), another origin (a page elsewhere that
sends a form), no secret, methods but GET, HEAD and POST, bodies that no form of the review has. Every answer
carries a policy under which the page can ask nothing of any other place.
"""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST_FORM = 256 * 1024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """An ASGI application in front of another one."""

    def __init__(self, app: App, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset({f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode()})
        self._cookie = f"fiches-{port}"  # cookies know no ports: another review has another name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application answer it."""
        if scope["type"] != "http":
            return
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.lower(), []).append(value)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _say(answer, *refusal)
        elif scope["method"] == "GET" and self._opens(scope):
            await self._let_in(answer)
        elif not self._has_cookie(headers):
            await _say(answer, 403, "Ouvrez la relecture par l'adresse que la commande « fiches review » a donnée.")
        else:
            await self._app(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: dict[bytes, list[bytes]]) -> tuple[int, str] | None:
        host = headers.get(b"host", [])
        if len(host) != 1 or host[0] not in self._hosts:
            return 421, "Cette adresse n'est pas celle de la relecture."
        site = headers.get(b"sec-fetch-site", [b"none"])
        if any(one not in (b"same-origin", b"none") for one in site):
            return 403, "Cette demande vient d'une autre page : elle est refusée."
        if scope["method"] in ("GET", "HEAD"):
            return None
        if scope["method"] != "POST":
            return 405, "Cette demande n'existe pas."
        if headers.get(b"origin", []) != [b"http://" + host[0]]:
            return 403, "Cette demande vient d'une autre page : elle est refusée."
        length = headers.get(b"content-length", [b""])[0]
        kind = headers.get(b"content-type", [b""])[0].partition(b";")[0].strip()
        if not length.isdigit() or len(length) > 9 or int(length) > LARGEST_FORM:
            return 413, "Cette demande est trop longue."
        if kind != b"application/x-www-form-urlencoded":
            return 415, "Cette demande n'est pas un formulaire de la relecture."
        return None

    def _opens(self, scope: Scope) -> bool:
        """The address that the command gave carries the secret once; from there on a cookie does."""
        if scope["path"] != "/":
            return False
        try:
            given = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=20).get("jeton", [])
        except ValueError:
            return False
        return len(given) == 1 and self.knows(given[0])

    def knows(self, token: str) -> bool:
        """Say whether this is the session's secret."""
        return hmac.compare_digest(token.encode(), self._token.encode())

    def _has_cookie(self, headers: dict[bytes, list[bytes]]) -> bool:
        for header in headers.get(b"cookie", []):
            try:
                found = SimpleCookie(header.decode("latin-1")).get(self._cookie)
            except CookieError:
                continue
            if found is not None and self.knows(found.value):
                return True
        return False

    async def _let_in(self, send: Send) -> None:
        cookie = f"{self._cookie}={self._token}; HttpOnly; SameSite=Strict; Path=/"
        headers = [(b"location", b"/"), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


async def _say(send: Send, status: int, sentence: str) -> None:
    body = f"{sentence}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if status == 405:
        headers.append((b"allow", b"GET, HEAD, POST"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
