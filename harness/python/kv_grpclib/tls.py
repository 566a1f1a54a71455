"""Contexts of Python's ssl module for either side."""

import os
import ssl
import tempfile
from pathlib import Path

VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
# By the names of RFC 8446 section 4.2.7, what OpenSSL calls a curve.
CURVES = {"secp256r1": "prime256v1", "secp384r1": "secp384r1", "secp521r1": "secp521r1"}


def client(roots: str, certificate: Path | None, key: Path | None) -> ssl.SSLContext:
    """Trusts the PEM roots alone. Raises OSError or ssl.SSLError for what does not load."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=roots)
    if certificate is not None:
        context.load_cert_chain(certificate, key)
    return _finished(context)


def server(certificate: Path, key: Path, client_roots: str | None) -> ssl.SSLContext:
    """Asks for a client's certificate where there are roots for it. Raises as client does."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if client_roots is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=client_roots)
    return _finished(context)


class KeptPem:
    """A certificate and its key as files, which load_cert_chain wants; they go with this object."""

    def __init__(self, certificate: bytes, key: bytes) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.certificate = Path(self._folder.name, "certificate.pem")
        self.key = Path(self._folder.name, "key.pem")
        for path, content in ((self.certificate, certificate), (self.key, key)):
            path.touch(0o600)
            path.write_bytes(content)

    def close(self) -> None:
        self._folder.cleanup()


def _finished(context: ssl.SSLContext) -> ssl.SSLContext:
    context.set_alpn_protocols(["h2"])
    key_log = os.environ.get("SSLKEYLOGFILE")
    if key_log:
        context.keylog_filename = key_log
    return context
