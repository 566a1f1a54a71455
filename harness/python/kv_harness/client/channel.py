"""Channels that share nothing with another, and their credentials."""

from pathlib import Path
from typing import NamedTuple

import grpc

from kv_harness.client.errors import InvalidParamsError
from kv_harness.client.request import Tls


class Security(NamedTuple):
    """How to dial; no credentials: in the clear. `server_name` is verified and sent as SNI."""

    credentials: grpc.ChannelCredentials | None = None
    server_name: str | None = None


def security(tls: Tls) -> Security:
    """Of the modes whose files are given. Raises InvalidParamsError for one that is unreadable."""
    if tls.mode == "none":
        return Security()
    roots = read(tls, "ca")
    own = (read(tls, "key"), read(tls, "certificate")) if tls.mode == "mtls" else (None, None)
    return Security(grpc.ssl_channel_credentials(roots, *own), tls.fields["serverName"])


def open_channel(
    network: str, address: str, security: Security, keepalive_ms: int | None = None
) -> grpc.Channel:
    """A channel of its own subchannel; it connects with the first call.

    Without a time its connection is never pinged for being silent.
    """
    target = f"unix:{address}" if network == "unix" else address
    options: list[tuple[str, int | str]] = [
        # Otherwise the back-off of a failed connection to the same address holds for this one.
        ("grpc.use_local_subchannel_pool", 1),
        ("grpc.enable_http_proxy", 0),
    ]
    if keepalive_ms is not None:
        # Otherwise there are two pings until data are sent again.
        options += [
            ("grpc.keepalive_time_ms", keepalive_ms),
            ("grpc.http2.max_pings_without_data", 0),
        ]
    if security.credentials is None:
        return grpc.insecure_channel(target, options)
    options.append(("grpc.ssl_target_name_override", security.server_name or ""))
    return grpc.secure_channel(target, security.credentials, options)


def read(tls: Tls, field: str) -> bytes:
    """The content of one of the files that the request names."""
    path = Path(tls.fields[field])
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidParamsError(f"tls.{field} {path}: {error.strerror}") from error
