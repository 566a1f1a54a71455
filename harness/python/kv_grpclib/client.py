"""The worker: JSON-RPC 2.0 on stdin and stdout, one message a line, requests in parallel."""

import asyncio
import json
import os
import platform
import ssl
import sys
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import cryptography
import google.protobuf
import grpclib

from kv_grpclib.prove import Prover
from kv_harness.client.errors import InvalidParamsError

# JSON-RPC 2.0 section 5.1.
_PARSE_ERROR = -32700
_INVALID_REQUEST = -32600
_METHOD_NOT_FOUND = -32601
_INVALID_PARAMS = -32602
_INTERNAL_ERROR = -32603

# A request with a value of 8 MiB is under it.
_LONGEST_LINE = 64 * 1024 * 1024

Methods = Mapping[str, Callable[[Any], Awaitable[dict[str, Any]]]]


def main() -> int:
    """Serves stdin until its end; returns the exit code."""
    asyncio.run(_serve())
    return 0


async def _serve() -> None:
    prover = Prover()
    methods: Methods = {"describe": _describe, "prove": prover.prove}
    reader = asyncio.StreamReader(limit=_LONGEST_LINE)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin.buffer)
    try:
        async with asyncio.TaskGroup() as running:
            while line := await reader.readline():
                if line.strip():
                    running.create_task(_answer(line, methods))
    finally:
        await prover.close()


async def _answer(line: bytes, methods: Methods) -> None:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _write_error(None, _PARSE_ERROR, f"Parse error: {error}")
    if not isinstance(request, dict) or not isinstance(request.get("method"), str):
        return _write_error(None, _INVALID_REQUEST, "Invalid Request")
    identifier = request.get("id")
    method = methods.get(request["method"])
    if method is None:
        message = f"Method not found: {request['method']}"
        return _write_error(identifier, _METHOD_NOT_FOUND, message)
    try:
        result = await method(request.get("params", {}))
    except InvalidParamsError as error:
        return _write_error(identifier, _INVALID_PARAMS, f"Invalid params: {error}")
    except Exception as error:  # noqa: BLE001 - whatever it is, the request gets an answer
        traceback.print_exc()
        return _write_error(identifier, _INTERNAL_ERROR, f"Internal error: {error!r}")
    return _write({"jsonrpc": "2.0", "id": identifier, "result": result})


def _write_error(identifier: Any, code: int, message: str) -> None:
    _write({"jsonrpc": "2.0", "id": identifier, "error": {"code": code, "message": message}})


def _write(message: dict[str, Any]) -> None:
    print(json.dumps(message, separators=(",", ":")), flush=True)


async def _describe(_params: Any) -> dict[str, Any]:
    return {
        "stack": [
            {"name": "grpclib", "version": grpclib.__version__},
            {"name": "protobuf", "version": google.protobuf.__version__},
            {"name": "cryptography", "version": cryptography.__version__},
        ],
        "runtime": {
            "name": platform.python_implementation(),
            "version": platform.python_version(),
        },
        # "OpenSSL 3.0.19 27 Jan 2026"
        "tls": dict(zip(("name", "version"), ssl.OPENSSL_VERSION.split(), strict=False)),
        "keyLog": bool(os.environ.get("SSLKEYLOGFILE")),
    }
