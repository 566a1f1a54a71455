"""The server's life: configure, listen, announce, serve until something ends it."""

import asyncio
import os
import signal
import socket
import ssl
import sys
from pathlib import Path
from typing import Any, NamedTuple

from grpclib.health.check import ServiceStatus
from grpclib.health.service import Health
from grpclib.health.v1 import health_pb2
from grpclib.reflection.service import ServerReflection
from grpclib.reflection.v1 import reflection_pb2
from grpclib.server import Server

from kv_grpclib import tls
from kv_grpclib.kv import KeyValueStore
from kv_grpclib.plugin_services import PluginServices
from kv_harness import identity, schema
from kv_harness.go_plugin import CLIENT_CERT, COOKIE_KEY, COOKIE_VALUE
from kv_harness.key_algorithm import is_other
from kv_harness.server import configuration
from kv_harness.server.announcement import handshake_line, standalone
from kv_harness.server.configuration import Configuration, Listener
from kv_harness.server.errors import ConfigurationError, UnsupportedError
from kv_harness.server.plugin_socket import give_to_group, placed

# What was answered goes out before the process ends, for which the contract gives 1 s.
_GRACE_S = 0.05


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
        config = configuration.parse(text, limits=True) if text else configuration.PLAIN_PLUGIN
        asyncio.run(_serve(config))
    except ConfigurationError as error:
        return _refuse(1, f"kv-server: {error}")
    except UnsupportedError as error:
        return _refuse(127, f"unsupported: {error}")
    return 0


def _refuse(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return code


class _Tls(NamedTuple):
    """Each None: in the clear. `certificate` is the DER that the handshake line announces."""

    server: ssl.SSLContext | None = None
    broker: ssl.SSLContext | None = None
    certificate: bytes | None = None


async def _serve(given: Configuration) -> None:
    if any(listener.connections for listener in given.listeners):
        raise UnsupportedError("limits of connections: grpclib has none")
    config = placed(given)
    contexts = [_tls_of(listener) for listener in config.listeners]
    plugin = PluginServices(contexts[0].broker)
    own: list[Any] = [KeyValueStore().service(), Health({_Named(): [_serving()]})]
    for library in (health_pb2, reflection_pb2):
        schema.pool.AddSerializedFile(library.DESCRIPTOR.serialized_pb)
    services = ServerReflection.extend([*own, *plugin.services()], pool=schema.pool)
    servers, opened = [], []
    for listener, context in zip(config.listeners, contexts, strict=True):
        listening = _listening(listener)
        server = Server(services)
        await server.start(sock=listening, ssl=context.server)
        servers.append(server)
        opened.append((listener, _address(listener, listening)))
    _end_on_signals(plugin.ended, plugin=config.plugin)
    if config.plugin:
        [(listener, address)] = opened
        if config is not given:
            give_to_group(address)
        print(handshake_line(listener, address, contexts[0].certificate), flush=True)
    else:
        print(standalone(opened), flush=True)
    if config.end_on_stdin_eof:
        asyncio.get_running_loop().run_in_executor(None, _end_with_stdin)
    await plugin.ended.wait()
    await asyncio.sleep(_GRACE_S)
    os._exit(0)


def _listening(listener: Listener) -> socket.socket:
    try:
        if listener.network == "unix":
            listening = socket.socket(socket.AF_UNIX)
            listening.bind(listener.address)
            return listening
        host, _, port = listener.address.rpartition(":")
        return socket.create_server((host, int(port)))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        where = f"listener {listener.id}: address {listener.address}"
        raise ConfigurationError(f"{where}: {reason}") from error


def _address(listener: Listener, listening: socket.socket) -> str:
    if listener.network == "unix":
        return listener.address
    host, port = listening.getsockname()[:2]
    return f"{host}:{port}"


def _tls_of(listener: Listener) -> _Tls:
    try:
        found = _loaded(listener)
    except (OSError, ValueError) as error:
        if "key" in listener.files and is_other(listener.files["key"].read_bytes()):
            raise UnsupportedError(
                f"listener {listener.id}: key {listener.files['key']}: Python's ssl cannot load "
                "a key of this type"
            ) from error
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"listener {listener.id}: {_named(listener)}: {reason}") from error
    if found.server is not None:
        _limit(found.server, listener)
    return found


def _named(listener: Listener) -> str:
    return ", ".join(f"{field} {path}" for field, path in listener.files.items())


def _loaded(listener: Listener) -> _Tls:
    files = listener.files
    if listener.mode == "none":
        return _Tls()
    if listener.mode == "auto-mtls":
        return _auto_mtls(files.get("key"), listener.key_type)
    roots = files["clientCa"].read_text("ascii") if listener.mode == "mtls" else None
    return _Tls(tls.server(files["certificate"], files["key"], roots))


def _auto_mtls(key: Path | None, key_type: str | None) -> _Tls:
    host = os.environ.get(CLIENT_CERT, "")
    if not host:
        return _Tls()
    own = identity.self_signed(key.read_bytes() if key else identity.generate_key(), key_type)
    kept = tls.KeptPem(own.certificate, own.key)
    try:
        return _Tls(
            tls.server(kept.certificate, kept.key, host),
            tls.client(host, kept.certificate, kept.key),
            own.certificate_der,
        )
    finally:
        kept.close()


def _limit(context: ssl.SSLContext, listener: Listener) -> None:
    version, group = listener.limits.get("tlsVersion"), listener.limits.get("group")
    if version is not None:
        if version not in tls.VERSIONS:
            raise UnsupportedError(f"tlsVersion {version}: this server limits TLS to 1.2 or 1.3")
        context.minimum_version = context.maximum_version = tls.VERSIONS[version]
    if group is not None:
        if group not in tls.CURVES:
            raise UnsupportedError(f"group {group}: Python's ssl limits to NIST's curves alone")
        context.set_ecdh_curve(tls.CURVES[group])


class _Named:
    """The name under which a host asks for the plugin's health."""

    def __mapping__(self) -> dict[str, Any]:
        return {"/plugin/Check": None}


def _serving() -> ServiceStatus:
    status = ServiceStatus()
    status.set(True)
    return status


def _end_on_signals(ended: asyncio.Event, *, plugin: bool) -> None:
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    # The terminal sends it to the host's whole group; a host ends its plugins itself.
    loop.add_signal_handler(signal.SIGINT, (lambda: None) if plugin else ended.set)


def _end_with_stdin() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)
