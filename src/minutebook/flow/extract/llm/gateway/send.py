"""One request over HTTP, from the standard library: the only code of Minutebook that opens a connection of its own accord."""

import http.client
import ssl
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

import msgspec

from minutebook.errors import EngineError
from minutebook.flow.extract.llm.gateway.request import Call

MOST_BYTES = 20_000_000


class Response(msgspec.Struct, frozen=True):
    """What a server sent back. ``headers`` have lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes


class _Stay(HTTPRedirectHandler):
    """A key and a source's text go nowhere but where they were sent."""

    def redirect_request(self, *_: Any) -> None:
        return None


def make_opener(*, local: bool) -> OpenerDirector:
    """What opens connections: with the system's certificates, through its proxy unless the server is this machine."""
    proxies = [ProxyHandler({})] if local else []
    return build_opener(_Stay, HTTPSHandler(context=ssl.create_default_context()), *proxies)


def send(opener: OpenerDirector, call: Call, timeout: float) -> Response:
    """The server's response, whatever its status. Raises EngineError (retryable) where none comes within ``timeout`` seconds."""
    request = Request(call.url, call.body, call.headers, method="POST")  # noqa: S310 - the address is http or https
    try:
        with opener.open(request, timeout=timeout) as response:
            return _read(response, response.status)
    except HTTPError as error:
        with error:
            return _read(error, error.code)
    except TimeoutError as error:
        raise _silent(timeout) from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _silent(timeout) from error
        raise EngineError(f"it cannot be reached ({error.reason})", retryable=True) from error
    except (OSError, http.client.HTTPException) as error:
        raise EngineError(f"the connection broke ({type(error).__name__})", retryable=True) from error


def _read(response: IO[bytes], status: int) -> Response:
    headers = {name.lower(): value for name, value in response.headers.items()}  # type: ignore[attr-defined]
    return Response(status, headers, response.read(MOST_BYTES))


def _silent(timeout: float) -> EngineError:
    return EngineError(f"it did not answer within {timeout:g} s", retryable=True)
