"""handshakematrix.v1.Told: does what the first request of a call tells it (proto/told.proto).

Values go to grpcio as they came, and what it raises goes back to it.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

import grpc

from kv_harness import metadata, schema
from kv_harness.go_plugin import TOLD
from kv_harness.server.plugin_output import STDERR, STDOUT, PluginOutput

# As many as the contract asks for.
_KEPT_REPORTS = 1024
# What grpcio gives for the time until no deadline is about 2^63 s.
_NO_DEADLINE_S = 2.0**62
# Of a cancelled call grpcio may say first that its requests are at their end; seen in 3 of 12.
_END_OR_CANCEL_MS = 20

_Response = schema.message("handshakematrix.v1.ToldResponse")
_Script = schema.message("handshakematrix.v1.Script")
_Seen = schema.message("handshakematrix.v1.Seen")
_CODES = {code.value[0]: code for code in grpc.StatusCode}


class Told:
    """Reports are of the whole process, as the store is.

    output is a plugin's; None for another server, whose output is nobody's.
    """

    def __init__(self, stop_server: Callable[[], object], output: PluginOutput | None) -> None:
        self._stop_server = stop_server
        self._output = output
        self._calls: OrderedDict[str, _Call] = OrderedDict()
        self._lock = threading.Lock()

    def handler(self) -> grpc.GenericRpcHandler:
        return schema.handler(
            TOLD,
            {
                "Unary": self._unary,
                "ClientStream": self._client_stream,
                "ServerStream": self._server_stream,
                "Bidi": self._bidi,
                "Report": self._report,
            },
        )

    def _unary(self, request: Any, context: grpc.ServicerContext) -> Any:
        return self._one_response(_Call(context), iter((request,)))

    def _client_stream(self, requests: Iterator[Any], context: grpc.ServicerContext) -> Any:
        call = _Call(context)
        return self._one_response(call, call.streamed(requests))

    def _server_stream(self, request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        return self._responses(_Call(context), iter((request,)))

    def _bidi(self, requests: Iterator[Any], context: grpc.ServicerContext) -> Iterator[Any]:
        call = _Call(context)
        return self._responses(call, call.streamed(requests))

    def _one_response(self, call: "_Call", requests: Iterator[Any]) -> Any:
        script = self._begin(call, requests)
        call.end(script)
        return _response(script.sizes[0] if script.sizes else 0)

    def _responses(self, call: "_Call", requests: Iterator[Any]) -> Iterator[Any]:
        script = self._begin(call, requests)
        for at, size in enumerate(script.sizes):
            if at > 0:
                call.sleep(script.each_ms)
            yield _response(size)
        call.end(script)

    def _begin(self, call: "_Call", requests: Iterator[Any]) -> Any:
        """Does all that comes before the responses; returns the script."""
        first = next(requests, None)
        script = _Script() if first is None else first.script
        if first is not None:
            call.received = 1
        if script.id:
            self._keep(script.id, call)
        if script.stop_server:
            self._stop_server()
        context = call.context
        initial = metadata.given((header.name, header.value) for header in script.initial)
        if script.gzip:
            context.set_compression(grpc.Compression.Gzip)
        if script.headers_first:
            context.send_initial_metadata(initial)
        call.sleep(script.delay_ms)
        if not script.early:
            for _ in requests:
                call.received += 1
        if initial and not script.headers_first:
            context.send_initial_metadata(initial)
        if self._output is not None:
            self._output.write(STDOUT, script.stdout)
            self._output.write(STDERR, script.stderr)
        return script

    def _keep(self, identifier: str, call: "_Call") -> None:
        with self._lock:
            self._calls[identifier] = call
            if len(self._calls) > _KEPT_REPORTS:
                self._calls.popitem(last=False)

    def _report(self, request: Any, context: grpc.ServicerContext) -> Any:
        with self._lock:
            call = self._calls.get(request.id)
        if call is None:
            context.abort(grpc.StatusCode.NOT_FOUND, f"no call had the id {request.id}")
        return call.seen()


class _Call:
    """One call, and what grpcio tells of it, which is no authority."""

    def __init__(self, context: grpc.ServicerContext) -> None:
        self.context = context
        self.received = 0
        self._metadata = tuple(metadata.taken(context.invocation_metadata()))
        remaining_s = context.time_remaining()
        self._timeout_s = None if remaining_s > _NO_DEADLINE_S else remaining_s
        self._begun = time.monotonic()
        self._cancelled_after_s: float | None = None
        self._has_status = False
        self._over = threading.Event()
        if not context.add_callback(self._note_end):
            self._note_end()

    def streamed(self, requests: Iterator[Any]) -> Iterator[Any]:
        """The requests of a stream, whose end may be a cancellation."""
        yield from requests
        self.sleep(_END_OR_CANCEL_MS)

    def sleep(self, milliseconds: int) -> None:
        """Until the call is over, at most."""
        self._over.wait(milliseconds / 1000)

    def end(self, script: Any) -> None:
        """Hands the status over; one that is not OK is raised."""
        self._has_status = True
        trailing = [(header.name, header.value) for header in script.trailing]
        if script.details:
            trailing.append(("grpc-status-details-bin", script.details))
        self.context.set_trailing_metadata(metadata.given(trailing))
        message = script.message + ("\ud800" if script.lone_surrogate else "")
        if script.code != grpc.StatusCode.OK.value[0]:
            # Its enumeration is all that grpcio takes; what else a number does is its answer.
            self.context.abort(_CODES.get(script.code, script.code), message)
        self.context.set_details(message)

    def seen(self) -> Any:
        return _Seen(
            metadata=[{"name": name, "value": value} for name, value in self._metadata],
            timeout_ms=_milliseconds(self._timeout_s),
            received=self.received,
            cancelled_after_ms=_milliseconds(self._cancelled_after_s),
        )

    def _note_end(self) -> None:
        # Called at the end of every call, whatever ended it.
        if not self._has_status:
            self._cancelled_after_s = time.monotonic() - self._begun
        self._over.set()


def _milliseconds(seconds: float | None) -> int:
    return -1 if seconds is None else round(seconds * 1000)


def _response(size: int) -> Any:
    return _Response(payload=(bytes(range(256)) * (size // 256 + 1))[:size])
