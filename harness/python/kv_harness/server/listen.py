"""Opens listeners; says why one could not be opened, which grpcio does not."""

from typing import NoReturn

import grpc

from kv_harness.key_algorithm import is_other
from kv_harness.server.configuration import Listener
from kv_harness.server.errors import ConfigurationError, UnsupportedError
from kv_harness.tls_library import tls_library


def listen(
    server: grpc.Server, listener: Listener, credentials: grpc.ServerCredentials | None
) -> str:
    """Adds the listener to the server; returns its address with the port that was chosen.

    Raises ConfigurationError or UnsupportedError if the listener cannot be opened.
    """
    target = f"unix:{listener.address}" if listener.network == "unix" else listener.address
    try:
        if credentials is None:
            port = server.add_insecure_port(target)
        else:
            port = server.add_secure_port(target, credentials)
    except RuntimeError as error:
        _explain(listener, error)
    if listener.network == "unix":
        return listener.address
    host, _, _ = listener.address.rpartition(":")
    return f"{host}:{port}"


def _explain(listener: Listener, cause: RuntimeError) -> NoReturn:
    """grpcio says `Failed to bind` whatever is wrong; the standard library tells which it was."""
    fault = _address_fault(listener) or _certificate_fault(listener) or _key_fault(listener)
    if fault is not None:
        raise ConfigurationError(f"listener {listener.id}: {fault}") from cause
    if listener.files:
        raise UnsupportedError(
            f"listener {listener.id}: key {listener.files['key']}: "
            f"{tls_library().name} in grpcio cannot load a key of this type"
        ) from cause
    raise ConfigurationError(f"listener {listener.id}: {cause}") from cause


def _address_fault(listener: Listener) -> str | None:
    import socket  # noqa: PLC0415 - only a server that cannot listen pays for it

    try:
        if listener.network == "unix":
            with socket.socket(socket.AF_UNIX) as probe:
                probe.bind(listener.address)
        else:
            host, _, port = listener.address.rpartition(":")
            socket.create_server((host, int(port))).close()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        return f"address {listener.address}: {reason}"
    return None


def _certificate_fault(listener: Listener) -> str | None:
    import ssl  # noqa: PLC0415 - as above

    for field in ("certificate", "clientCa"):
        if field in listener.files:
            try:
                ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_verify_locations(listener.files[field])
            except ssl.SSLError:
                return f"{field} {listener.files[field]}: not a PEM certificate"
    return None


def _key_fault(listener: Listener) -> str | None:
    import ssl  # noqa: PLC0415 - as above

    if "certificate" not in listener.files:
        return None
    certificate, key = listener.files["certificate"], listener.files["key"]
    try:
        # An empty password, lest OpenSSL ask on the terminal for that of an encrypted key.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except ssl.SSLError as error:
        # Of a certificate whose key it does not know OpenSSL says that the key is too small.
        if is_other(key.read_bytes()):
            return None
        reasons = {
            "KEY_VALUES_MISMATCH": f"does not belong to {certificate}",
            "EE_KEY_TOO_SMALL": "ee key too small, as OpenSSL says",
        }
        return f"key {key}: {reasons.get(error.reason, 'not a PEM private key')}"
    return None
