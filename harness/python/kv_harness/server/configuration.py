"""KV_SERVER_CONFIG: what to listen on, and how."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kv_harness.go_plugin import PROTOCOL_VERSION
from kv_harness.server.errors import ConfigurationError, UnsupportedError

# Which PEM files each mode needs.
_FILES = {
    "none": (),
    "tls": ("certificate", "key"),
    "mtls": ("certificate", "key", "clientCa"),
    "auto-mtls": ("key",),
}
_KEY_TYPES = ("p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096", "ed25519")
_LIMITS_OF_CONNECTIONS = ("maxConcurrentStreams", "maxConnectionAgeMs", "keepaliveMs")
_NO_API = {
    "tlsVersion": "grpcio has no Python API that limits the TLS version",
    "group": "grpcio has no Python API that limits the named groups",
}


class Listener(NamedTuple):
    """One address to serve; `files` holds the PEM files of its mode by field name.

    The address is empty for a plugin that listens where go-plugin would.
    """

    id: str
    mode: str
    network: str
    address: str
    files: Mapping[str, Path]
    key_type: str | None = None
    limits: Mapping[str, str] = {}
    """What TLS is limited to, by the contract's names."""
    connections: Mapping[str, int] = {}
    """What connections are limited to, by the contract's names."""
    protocol_versions: tuple[int, ...] = (PROTOCOL_VERSION,)
    """Of a plugin's application."""


class Configuration(NamedTuple):
    """`plugin`: the one listener is go-plugin's, announced by its handshake line."""

    listeners: tuple[Listener, ...]
    plugin: bool
    end_on_stdin_eof: bool


# What a go-plugin host that knows nothing of KV_SERVER_CONFIG gets.
PLAIN_PLUGIN = Configuration(
    (Listener("plugin", "auto-mtls", "tcp", "127.0.0.1:0", {}, "p256"),),
    plugin=True,
    end_on_stdin_eof=False,
)


def parse(text: str, *, limits: bool = False) -> Configuration:
    """Reads KV_SERVER_CONFIG, with limits of TLS where the library has them.

    Raises ConfigurationError naming the listener and field at fault, UnsupportedError naming the
    knob that grpcio does not have.
    """
    try:
        whole = json.loads(text)
    except ValueError as error:
        raise ConfigurationError(f"KV_SERVER_CONFIG is not JSON: {error}") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("listeners"), list):
        raise ConfigurationError("KV_SERVER_CONFIG: listeners must be a list")
    listeners = tuple(_listener(record, limits=limits) for record in whole["listeners"])
    plugin = any(listener.mode == "auto-mtls" for listener in listeners)
    if not listeners or (plugin and len(listeners) > 1):
        raise ConfigurationError(
            "KV_SERVER_CONFIG: one auto-mtls listener, or one or more of the other modes"
        )
    return Configuration(listeners, plugin, whole.get("endOnStdinEof") is True)


def _listener(record: Any, *, limits: bool) -> Listener:
    if not isinstance(record, dict):
        raise ConfigurationError("KV_SERVER_CONFIG: a listener must be an object")
    name = _text(record, "id", "?")
    mode = _text(record, "mode", name)
    network = _text(record, "network", name)
    chosen = mode == "auto-mtls" and network == "unix" and "address" not in record
    address = "" if chosen else _text(record, "address", name)
    if mode not in _FILES:
        raise UnsupportedError(f"listener {name}: mode {mode} is not known to this server")
    if network not in {"tcp", "unix"}:
        raise UnsupportedError(f"listener {name}: network {network} is not known to this server")
    if network == "unix" and not chosen and not Path(address).is_absolute():
        raise ConfigurationError(f"listener {name}: address {address} must be an absolute path")
    knobs = {knob: _text(record, knob, name) for knob in _NO_API if record.get(knob) is not None}
    for knob, reason in _NO_API.items():
        if knob in knobs and not limits:
            raise UnsupportedError(f"listener {name}: {knob} {record[knob]}: {reason}")
    key_type = _key_type(record, name) if mode == "auto-mtls" else None
    files = {field: Path(_text(record, field, name)) for field in _FILES[mode]}
    connections = _connections(record, name)
    versions = tuple(record.get("protocolVersions", (PROTOCOL_VERSION,)))
    return Listener(name, mode, network, address, files, key_type, knobs, connections, versions)


def _connections(record: dict[str, Any], listener: str) -> dict[str, int]:
    limits = {field: record[field] for field in _LIMITS_OF_CONNECTIONS if field in record}
    for field, value in limits.items():
        if type(value) is not int or value < 1:
            raise ConfigurationError(f"listener {listener}: {field} must be a positive integer")
    return limits


def _key_type(record: dict[str, Any], listener: str) -> str:
    key_type = _text(record, "keyType", listener)
    if key_type not in _KEY_TYPES:
        raise UnsupportedError(
            f"listener {listener}: keyType {key_type} is not known to this server"
        )
    return key_type


def _text(record: dict[str, Any], field: str, listener: str) -> str:
    value = record.get(field)
    if not isinstance(value, str) or not value:
        raise ConfigurationError(f"listener {listener}: {field} must be a non-empty string")
    return value
