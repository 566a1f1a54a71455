"""The call `rpc`: one of any kind, whose messages are bytes, told as grpcio gave it."""

import base64
import hashlib
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

import grpc

from kv_harness import metadata
from kv_harness.client.observation import Observation
from kv_harness.client.rpc_request import Rpc

_DETAILS = "grpc-status-details-bin"
_SHORT_MESSAGE_BYTES = 4096


def make(rpc: Rpc, channel: grpc.Channel, deadline: float) -> Observation:
    """Makes the call; cancels it at the deadline, a reading of the monotonic clock."""
    time.sleep(rpc.begin_after_s)
    begun = time.monotonic()
    ended = threading.Event()
    messages: list[bytes] = []
    try:
        call = _begin(rpc, channel, ended)
    except Exception as error:  # noqa: BLE001 - whatever grpcio raises is what it says to this
        ended.set()
        result = {"status": "none", "message": str(error), "chain": []}
        return Observation("none", result | {"rpc": _report([], (), (), begun)}, None)
    timers = [threading.Timer(deadline - begun, call.cancel)]
    if rpc.cancel_after_s is not None:
        timers.append(threading.Timer(rpc.cancel_after_s, call.cancel))
    for timer in timers:
        timer.start()
    try:
        for message in _responses(rpc, call):
            messages.append(message)
            if len(messages) == rpc.cancel_after_messages:
                call.cancel()
    except (grpc.RpcError, grpc.FutureCancelledError):
        # Told by the call itself as well.
        pass
    finally:
        for timer in timers:
            timer.cancel()
        ended.set()
    return _observe(call, messages, begun)


def _begin(rpc: Rpc, channel: grpc.Channel, ended: threading.Event) -> Any:
    """Returns the call, which is a future where it has one response, else their iterator."""
    # Without serializers grpcio takes and gives bytes, which its types do not know.
    method: Any
    match rpc.kind:
        case "unary":
            method = channel.unary_unary(rpc.path).future
        case "client-stream":
            method = channel.stream_unary(rpc.path).future
        case "server-stream":
            method = channel.unary_stream(rpc.path)
        case _:
            method = channel.stream_stream(rpc.path)
    streamed = rpc.kind in {"client-stream", "bidi"}
    return method(
        _requests(rpc, ended) if streamed else rpc.requests[0],
        timeout=rpc.deadline_s,
        metadata=metadata.given(rpc.metadata),
        wait_for_ready=rpc.wait_for_ready or None,
        compression=grpc.Compression.Gzip if rpc.compressed else None,
    )


def _requests(rpc: Rpc, ended: threading.Event) -> Iterator[bytes]:
    for at, request in enumerate(rpc.requests):
        if at > 0:
            ended.wait(rpc.send_every_s)
        yield request
    if not rpc.half_close:
        ended.wait()


def _responses(rpc: Rpc, call: Any) -> Iterator[bytes]:
    """Raises what grpcio raises for a status that is not OK."""
    if rpc.cancel_after_messages == 0:
        call.cancel()
    if rpc.kind in {"server-stream", "bidi"}:
        yield from call
        return
    # grpcio gives None for an answer with OK and without a message.
    if (message := call.result()) is not None:
        yield message


def _observe(call: Any, messages: list[bytes], begun: float) -> Observation:
    code = call.code()
    trailing = call.trailing_metadata()
    status: str = code.name if isinstance(code, grpc.StatusCode) else "none"
    # grpcio waits for ever for that of a call which was cancelled here, or whose code has no name
    # and is UNKNOWN.
    untold = code in {grpc.StatusCode.OK, grpc.StatusCode.UNKNOWN} or call.cancelled()
    chain = None if untold else call.debug_error_string()
    result = {
        "status": status,
        "message": call.details() or "",
        "chain": [chain] if chain else [],
        "rpc": _report(messages, call.initial_metadata(), trailing, begun),
    }
    return Observation(status, result, None)


def _report(messages: list[bytes], initial: Any, trailing: Any, begun: float) -> dict[str, Any]:
    details = dict(metadata.taken(trailing)).get(_DETAILS)
    return {
        "messages": [_message(message) for message in messages],
        "initial": _entries(metadata.taken(initial)),
        "trailing": _entries(metadata.taken(trailing)),
        "details": None if details is None else _base64(details),
        "elapsedMs": (time.monotonic() - begun) * 1000,
    }


def _message(message: bytes) -> dict[str, Any]:
    told = {"size": len(message), "sha256": hashlib.sha256(message).hexdigest()}
    short = len(message) <= _SHORT_MESSAGE_BYTES
    return told | ({"base64": _base64(message)} if short else {})


def _entries(entries: Iterable[metadata.Entry]) -> list[dict[str, str]]:
    return [{"name": name, "value": _base64(value)} for name, value in entries]


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
