"""The server's life: configure, listen, announce, serve until something ends it."""

import os
import signal
import sys
import threading
from concurrent import futures

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2, reflection_pb2_grpc

from kv_harness import schema
from kv_harness.go_plugin import (
    BROKER,
    BROKER_PROOF,
    CONTROLLER,
    COOKIE_KEY,
    COOKIE_VALUE,
    HEALTH_SERVICE,
    STDIO,
    TOLD,
)
from kv_harness.server import configuration
from kv_harness.server.announcement import handshake_line, standalone
from kv_harness.server.broker import Broker
from kv_harness.server.configuration import Configuration
from kv_harness.server.credentials import load
from kv_harness.server.errors import ConfigurationError, UnsupportedError
from kv_harness.server.kv import KeyValueStore
from kv_harness.server.lifecycle import Lifecycle
from kv_harness.server.listen import listen
from kv_harness.server.plugin_socket import give_to_group, placed
from kv_harness.server.told import Told

# A host holds two threads, for the streams of stdio and broker; the rest is for its calls.
_MAX_WORKERS = 16
# The contract gives 1 s from the request to the end of the process.
_GRACE_S = 0.5
# Longer than any call that a server is to finish.
_CALLS_S = 60.0
_OPTIONS = {
    "maxConcurrentStreams": "grpc.max_concurrent_streams",
    "maxConnectionAgeMs": "grpc.max_connection_age_ms",
    "keepaliveMs": "grpc.keepalive_time_ms",
}


def main() -> int:
    """Runs the server; returns the exit code of the contract."""
    if os.environ.get(COOKIE_KEY) != COOKIE_VALUE:
        return _refuse(
            1,
            "kv-server: this is a plugin of the gRPC handshake matrix: a go-plugin host starts it "
            f"with {COOKIE_KEY}={COOKIE_VALUE}",
        )
    try:
        text = os.environ.get("KV_SERVER_CONFIG")
        _serve(configuration.parse(text) if text else configuration.PLAIN_PLUGIN)
    except ConfigurationError as error:
        return _refuse(1, f"kv-server: {error}")
    except UnsupportedError as error:
        return _refuse(127, f"unsupported: {error}")
    return 0


def _refuse(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return code


def _serve(given: Configuration) -> None:
    config = placed(given)
    credentials = [load(listener) for listener in config.listeners]
    lifecycle = Lifecycle()
    server = _server(config, lifecycle, Broker(lifecycle, credentials[0].broker))
    opened = [
        (listener, listen(server, listener, own.server))
        for listener, own in zip(config.listeners, credentials, strict=True)
    ]
    _end_on_signals(lifecycle, plugin=config.plugin)
    server.start()
    if config.plugin:
        [(listener, address)] = opened
        if config is not given:
            give_to_group(address)
        print(handshake_line(listener, address, credentials[0].certificate), flush=True)
    else:
        print(standalone(opened), flush=True)
    if config.end_on_stdin_eof:
        threading.Thread(target=_end_on_stdin_eof, args=(lifecycle,), daemon=True).start()
    lifecycle.wait()
    server.stop(_GRACE_S).wait()


def _limits(config: Configuration) -> list[tuple[str, int]]:
    """What limits connections. Raises UnsupportedError if the listeners differ in it."""
    first, *others = config.listeners
    if any(listener.connections != first.connections for listener in others):
        raise UnsupportedError("grpcio limits the connections of all listeners of a server alike")
    return [(_OPTIONS[field], value) for field, value in first.connections.items()]


def _server(config: Configuration, lifecycle: Lifecycle, broker: Broker) -> grpc.Server:
    output = lifecycle.output if config.plugin else None
    server = grpc.server(
        futures.ThreadPoolExecutor(_MAX_WORKERS),
        handlers=[
            KeyValueStore().handler(),
            Told(lambda: server.stop(_CALLS_S), output).handler(),
            *lifecycle.handlers(),
            *broker.handlers(),
        ],
        # Without it a second server on a taken port would get half of the connections.
        options=[("grpc.so_reuseport", 0), *_limits(config)],
    )
    statuses = health.HealthServicer()
    statuses.set(HEALTH_SERVICE, health_pb2.HealthCheckResponse.SERVING)
    health_pb2_grpc.add_HealthServicer_to_server(statuses, server)
    for library in (health_pb2, reflection_pb2):
        schema.pool.AddSerializedFile(library.DESCRIPTOR.serialized_pb)
    services = (
        "proto.KV",
        health.SERVICE_NAME,
        reflection.SERVICE_NAME,
        CONTROLLER,
        STDIO,
        BROKER,
        BROKER_PROOF,
        TOLD,
    )
    # Not enable_server_reflection, which loads grpc.aio, 60 ms, to ask whether this is its server.
    reflection_pb2_grpc.add_ServerReflectionServicer_to_server(  # type: ignore[no-untyped-call]
        reflection.ReflectionServicer(services, schema.pool), server
    )
    return server


def _end_on_signals(lifecycle: Lifecycle, *, plugin: bool) -> None:
    signal.signal(signal.SIGTERM, lambda *_: lifecycle.end("SIGTERM"))
    if plugin:
        # The terminal sends it to the host's whole group; the host then ends its plugins itself,
        # as under go-plugin (server.go).
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGINT, lambda *_: lifecycle.end("SIGINT"))


def _end_on_stdin_eof(lifecycle: Lifecycle) -> None:
    # Not through sys.stdin: its lock, held here, would abort the interpreter's own end.
    while os.read(0, 4096):
        pass
    lifecycle.end("the end of standard input")
