"""Keys and certificates for tests, made once per run in a temporary folder."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

from kv_harness.identity import self_signed

_MAKERS: dict[str, Callable[[], Any]] = {
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "p521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "rsa2048": lambda: rsa.generate_private_key(65537, 2048),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "ed448": ed448.Ed448PrivateKey.generate,
}


@cache
def private_key(key_type: str) -> bytes:
    """A PKCS #8 PEM key."""
    pem: bytes = _MAKERS[key_type]().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem


class Pki:
    """Files `<type>.key` and `<type>.crt` on demand; each certificate is its own root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def key(self, key_type: str) -> str:
        path = self.folder / f"{key_type}.key"
        if not path.exists():
            path.write_bytes(private_key(key_type))
        return str(path)

    def certificate(self, key_type: str) -> str:
        path = self.folder / f"{key_type}.crt"
        if not path.exists():
            make = _ed448_certificate if key_type == "ed448" else _self_signed
            path.write_bytes(make(key_type))
        return str(path)

    def der(self, key_type: str) -> bytes:
        certificate = x509.load_pem_x509_certificate(Path(self.certificate(key_type)).read_bytes())
        return certificate.public_bytes(serialization.Encoding.DER)


def _self_signed(key_type: str) -> bytes:
    return self_signed(private_key(key_type)).certificate


def _ed448_certificate(key_type: str) -> bytes:
    # Of a type that the harness makes no certificate for.
    key = serialization.load_pem_private_key(private_key(key_type), None)
    assert isinstance(key, ed448.Ed448PrivateKey)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(1))
    return builder.sign(key, None).public_bytes(serialization.Encoding.PEM)
