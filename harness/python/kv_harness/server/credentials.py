"""TLS credentials of a listener, from the files that the configuration names."""

import os
from collections.abc import Mapping
from typing import NamedTuple

import grpc

from kv_harness.go_plugin import CLIENT_CERT
from kv_harness.server.configuration import Listener
from kv_harness.server.errors import ConfigurationError


class Credentials(NamedTuple):
    """What a listener serves with; each None: in the clear.

    `broker` is what the plugin itself presents where it dials the host, `certificate` the DER
    that the handshake line announces.
    """

    server: grpc.ServerCredentials | None = None
    broker: grpc.ChannelCredentials | None = None
    certificate: bytes | None = None


def load(listener: Listener, environment: Mapping[str, str] = os.environ) -> Credentials:
    """Reads the listener's files and makes what it needs beside them.

    Raises ConfigurationError naming the listener and the file that cannot be read.
    """
    if listener.mode == "auto-mtls":
        return _auto_mtls(listener, environment.get(CLIENT_CERT, ""))
    if listener.mode == "none":
        return Credentials()
    pair = (read(listener, "key"), read(listener, "certificate"))
    roots = read(listener, "clientCa") if listener.mode == "mtls" else None
    if roots is not None and b"-----BEGIN CERTIFICATE-----" not in roots:
        # grpcio takes an empty file and then refuses every client.
        raise ConfigurationError(
            f"listener {listener.id}: clientCa {listener.files['clientCa']}: no certificate"
        )
    return Credentials(
        grpc.ssl_server_credentials([pair], roots, require_client_auth=roots is not None)
    )


def _auto_mtls(listener: Listener, client_certificate: str) -> Credentials:
    if not client_certificate:
        return Credentials()
    from kv_harness import identity  # noqa: PLC0415 - 20 ms that other modes do not pay

    key = read(listener, "key") if "key" in listener.files else identity.generate_key()
    try:
        own = identity.self_signed(key, listener.key_type)
    except ValueError as error:
        path = listener.files["key"]
        raise ConfigurationError(f"listener {listener.id}: key {path}: {error}") from error
    roots = client_certificate.encode()
    return Credentials(
        grpc.ssl_server_credentials([(own.key, own.certificate)], roots, require_client_auth=True),
        grpc.ssl_channel_credentials(roots, own.key, own.certificate),
        own.certificate_der,
    )


def read(listener: Listener, field: str) -> bytes:
    """The content of one of the listener's files, or ConfigurationError naming both."""
    path = listener.files[field]
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"listener {listener.id}: {field} {path}: {error.strerror}"
        ) from error
