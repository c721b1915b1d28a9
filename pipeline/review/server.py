"""Serve a review on this machine alone, until it is ended.

In: a session. Out: nothing; the address, with the session's secret in it, is given to whoever opens the browser.
"""

import secrets
import socket
from collections.abc import Callable
from typing import Any

from pipeline.review.session import Session
from pipeline.write.extras import library

_HERE = "127.0.0.1"


def serve(session: Session, opened: Callable[[str], None], port: int = 0) -> None:
    """Serve until the process is told to end.

    Args:
        session: the review.
        opened: told the address once it answers.
        port: the port; 0 for any that is free.
    """
    uvicorn: Any = library("uvicorn", "review")
    library("starlette", "review")
    from pipeline.review.app import application

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HERE, port))
        listener.listen(64)
        bound = listener.getsockname()[1]
        token = secrets.token_urlsafe(32)
        config = uvicorn.Config(
            application(session, token, bound),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            http="h11",
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=2,
        )
        opened(f"http://{_HERE}:{bound}/?jeton={token}")  # it is listening: what comes now waits
        uvicorn.Server(config).run(sockets=[listener])
