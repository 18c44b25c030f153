"""Starting the app: one socket on loopback, one address with its token."""

import socket
from collections.abc import Callable

from minutebook.errors import UserError
from minutebook.ui.web.guard import make_token
from minutebook.vault.vault import Vault

_LOOPBACK = "127.0.0.1"


def listen(port: int) -> socket.socket:
    """A socket on loopback; port 0: any that is free. Raises UserError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_LOOPBACK, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UserError(
            f"port {port} cannot be used ({error.strerror}); leave --port out to take a free one"
        ) from error
    return listener


def serve(vault: Vault, listener: socket.socket, path: str, opened: Callable[[str], None]) -> None:
    """Serve the vault until the process is interrupted. ``opened`` gets the address, with the token, of ``path``."""
    import uvicorn

    from minutebook.ui.web.app import make_app

    port = listener.getsockname()[1]
    token = make_token()
    config = uvicorn.Config(
        make_app(vault, token, port),
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        http="h11",
        timeout_graceful_shutdown=2,
    )
    opened(f"http://{_LOOPBACK}:{port}{path}?token={token}")
    uvicorn.Server(config).run(sockets=[listener])
