"""The web app on a real socket, and a client as plain as a browser's network layer."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import uvicorn

from minutebook.ui.web.app import make_app
from minutebook.ui.web.guard import form_token
from minutebook.ui.web.serving import listen
from minutebook.vault.vault import Vault

TOKEN = "a-token-of-the-test"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str
    data: bytes


class Site:
    """The app of one vault; ``get`` and ``post`` come from our own pages unless told otherwise."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        self.cookie = f"minutebook-{port}={TOKEN}"

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            data = answer.read()
            given = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, given, data.decode("utf-8", "replace"), data)
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        """A page, redirects followed."""
        answer = self.ask("GET", path.partition("#")[0], cookie=self.cookie, **headers)
        return self.get(answer.headers["location"]) if answer.status == 303 else answer

    def post(self, path: str, **fields: str) -> Answer:
        """A form sent, and the page that follows."""
        answer = self.send(path, **fields)
        return self.get(answer.headers["location"]) if answer.status == 303 else answer

    def send(self, path: str, *, headers: dict[str, str] | None = None, **fields: str) -> Answer:
        """A form sent, and the answer itself."""
        body = urlencode({"form": form_token(TOKEN)} | fields)
        given = {"cookie": self.cookie, "origin": self.base, "content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body, **(given | (headers or {})))

    def links(self, path: str, start: str) -> list[str]:
        """The addresses on a page that begin so."""
        return re.findall(rf'href="({re.escape(start)}[^"]*)"', self.get(path).text)


@contextmanager
def open_site(root: Path) -> Iterator[Site]:
    """Serve a vault on a free port."""
    listener = listen(0)
    port = listener.getsockname()[1]
    app = make_app(Vault(root), TOKEN, port)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none", http="h11"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield Site(port)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
