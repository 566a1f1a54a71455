"""What ends a plugin, and the streams that last as long as it does."""

import queue
import threading
from collections.abc import Iterator
from typing import Any

import grpc

from kv_harness import schema
from kv_harness.go_plugin import CONTROLLER, STDIO
from kv_harness.server.plugin_output import PluginOutput

_Empty = schema.message("plugin.Empty")


class Lifecycle:
    """Serves plugin.GRPCController and plugin.GRPCStdio."""

    def __init__(self) -> None:
        # A SimpleQueue, because a signal handler may put while this thread is inside get.
        self._endings: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._held: set[grpc.ServicerContext] = set()
        self.output = PluginOutput()

    def handlers(self) -> tuple[grpc.GenericRpcHandler, ...]:
        return (
            schema.handler(CONTROLLER, {"Shutdown": self._shutdown}),
            schema.handler(STDIO, {"StreamStdio": self._stream_stdio}),
        )

    def end(self, reason: str) -> None:
        """Asks for the end of the process; safe in a signal handler."""
        self._endings.put(reason)

    def wait(self) -> str:
        """Blocks until the end was asked for, then ends the streams that are held open."""
        reason = self._endings.get()
        for context in tuple(self._held):
            context.cancel()
        return reason

    def hold(self, context: grpc.ServicerContext) -> None:
        """Takes a stream that would outlive the request to end, to cancel it then."""
        self._held.add(context)
        if not context.add_callback(lambda: self._held.discard(context)):
            self._held.discard(context)

    def _shutdown(self, _request: Any, _context: grpc.ServicerContext) -> Any:
        self.end("the host asked the controller to shut down")
        return _Empty()

    def _stream_stdio(self, _request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        # Held open: a host takes the end of this stream for the end of the plugin. What libraries
        # print reaches it through the pipes.
        ended = threading.Event()
        self.hold(context)

        def end() -> None:
            ended.set()
            self.output.wake()

        if context.add_callback(end):
            yield from self.output.pieces(ended)
