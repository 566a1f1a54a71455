"""The worker: JSON-RPC 2.0 on stdin and stdout, one message a line, requests in parallel.

At the end of stdin the requests that were begun are still answered; each is bounded by its own
deadline. Then the plugins of open sessions end, and the worker.
"""

import json
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from kv_harness.client.describe import describe
from kv_harness.client.errors import InvalidParamsError
from kv_harness.client.prove import Prover

# JSON-RPC 2.0 section 5.1.
_PARSE_ERROR = -32700
_INVALID_REQUEST = -32600
_METHOD_NOT_FOUND = -32601
_INVALID_PARAMS = -32602
_INTERNAL_ERROR = -32603


def main() -> int:
    """Serves stdin until its end; returns the exit code."""
    prover = Prover()
    try:
        Worker(sys.stdout, {"describe": lambda _: describe(), "prove": prover.prove}).serve(
            sys.stdin.buffer
        )
    finally:
        prover.close()
    return 0


class Worker:
    """Answers on `output`, one whole line at a time."""

    def __init__(self, output: TextIO, methods: dict[str, Callable[[Any], dict[str, Any]]]) -> None:
        self._output = output
        self._methods = methods
        self._writing = threading.Lock()

    def serve(self, lines: Iterable[bytes]) -> None:
        """Begins each request in a thread of its own; returns when all are answered."""
        running: set[threading.Thread] = set()
        for line in lines:
            running = {thread for thread in running if thread.is_alive()}
            if line.strip():
                thread = threading.Thread(target=self._answer, args=(line,))
                thread.start()
                running.add(thread)
        for thread in running:
            thread.join()

    def _answer(self, line: bytes) -> None:
        try:
            request = json.loads(line)
        except (ValueError, RecursionError) as error:
            self._write_error(None, _PARSE_ERROR, f"Parse error: {error}")
            return
        if not isinstance(request, dict) or not isinstance(request.get("method"), str):
            self._write_error(None, _INVALID_REQUEST, "Invalid Request")
            return
        identifier = request.get("id")
        method = self._methods.get(request["method"])
        if method is None:
            message = f"Method not found: {request['method']}"
            self._write_error(identifier, _METHOD_NOT_FOUND, message)
            return
        try:
            result = method(request.get("params", {}))
        except InvalidParamsError as error:
            self._write_error(identifier, _INVALID_PARAMS, f"Invalid params: {error}")
        except Exception as error:  # noqa: BLE001 - whatever it is, the request gets an answer
            traceback.print_exc()
            self._write_error(identifier, _INTERNAL_ERROR, f"Internal error: {error!r}")
        else:
            self._write({"jsonrpc": "2.0", "id": identifier, "result": result})

    def _write_error(self, identifier: Any, code: int, message: str) -> None:
        error = {"code": code, "message": message}
        self._write({"jsonrpc": "2.0", "id": identifier, "error": error})

    def _write(self, message: dict[str, Any]) -> None:
        line = json.dumps(message, separators=(",", ":")) + "\n"
        with self._writing:
            self._output.write(line)
            self._output.flush()
