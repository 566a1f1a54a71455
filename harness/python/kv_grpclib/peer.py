"""What a call's connection shows of its other end."""

from typing import Any


def certificate(stream: Any) -> bytes | None:
    """The DER that TLS authenticated; None without one."""
    # grpclib's own Peer.cert() tells no bytes.
    tls = stream.peer._transport.get_extra_info("ssl_object")  # noqa: SLF001 - as above
    return None if tls is None else tls.getpeercert(binary_form=True)


def address(stream: Any) -> str | None:
    """As the library reports it; None for a Unix socket."""
    found = stream.peer.addr()
    return f"{found[0]}:{found[1]}" if isinstance(found, tuple) else None
