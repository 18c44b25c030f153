"""A model's server on loopback that says what it is told to say, over each protocol; it keeps every request."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Said(NamedTuple):
    """One response: an answer's ``text``, or with ``status`` another an error whose message it is."""

    text: str = "{}"
    status: int = 200
    headers: dict[str, str] = {}  # noqa: RUF012 - read only
    cut: bool = False
    wait: float = 0.0
    raw: bytes | None = None
    """Sent instead of anything in the protocol's form."""


class Request(NamedTuple):
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def sent(self) -> str:
        """Everything that was sent, as text."""
        return json.dumps(self.body, ensure_ascii=False)


class ModelServer:
    """``script`` gives the response to each request, in turn; the last one is repeated. It may be a function of the request."""

    def __init__(self, port: int, script: list[Said] | Callable[[Request], Said]) -> None:
        self.port = port
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._script = script
        self._now = 0
        self._lock = threading.Lock()

    def engine(self, wire: str = "chat", model: str = "scripted") -> str:
        return f"{wire}+http://127.0.0.1:{self.port}/v1#{model}"

    def answer(self, request: Request) -> Said:
        with self._lock:
            self.requests.append(request)
            number = len(self.requests) - 1
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        said = self._script(request) if callable(self._script) else self._script[min(number, len(self._script) - 1)]
        time.sleep(said.wait)
        with self._lock:
            self._now -= 1
        return said


def in_protocol(path: str, said: Said) -> dict[str, Any]:
    """An answer as the protocol of ``path`` has it, with the tokens that it took."""
    if path.endswith("/responses"):
        content = [{"type": "output_text", "text": said.text}]
        usage = {"input_tokens": 1000, "output_tokens": 100, "input_tokens_details": {"cached_tokens": 600}}
        status = "incomplete" if said.cut else "completed"
        return {"status": status, "output": [{"type": "message", "content": content}], "usage": usage}
    if path.endswith("/messages"):
        try:
            block = {"type": "tool_use", "name": "report", "input": json.loads(said.text)}
        except ValueError:
            block = {"type": "text", "text": said.text}
        usage = {"input_tokens": 400, "cache_read_input_tokens": 600, "output_tokens": 100}
        return {"content": [block], "stop_reason": "max_tokens" if said.cut else "tool_use", "usage": usage}
    if path.endswith("/api/chat"):
        reason = "length" if said.cut else "stop"
        counts = {"prompt_eval_count": 1000, "eval_count": 100}
        return {"message": {"content": said.text}, "done_reason": reason, **counts}
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "prompt_tokens_details": {"cached_tokens": 600}}
    reason = "length" if said.cut else "stop"
    return {"choices": [{"message": {"content": said.text}, "finish_reason": reason}], "usage": usage}


@contextmanager
def serving(script: list[Said] | Callable[[Request], Said]) -> Iterator[ModelServer]:
    """A server that lives as long as the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["content-length"])
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.path, headers, json.loads(self.rfile.read(size)))
            said = model.answer(request)
            if said.raw is not None:
                body = said.raw
            elif said.status == 200:
                body = json.dumps(in_protocol(self.path, said)).encode()
            else:
                body = json.dumps({"error": {"message": said.text, "type": "scripted"}}).encode()
            try:
                self.send_response(said.status)
                for name, value in said.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # who asked has gone

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Handler) as server:
        model = ModelServer(server.server_address[1], script)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield model
        finally:
            server.shutdown()
            thread.join()
