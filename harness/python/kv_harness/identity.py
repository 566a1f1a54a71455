"""The own certificate of one side of AutoMTLS, encoded by hand.

cryptography.x509 takes 50 ms to import, at each start of a plugin, and this is the one certificate
that a plugin needs.
"""

import base64
import datetime as dt
import os
from typing import Any, NamedTuple

import cryptography
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from kv_harness import der
from kv_harness.go_plugin import AUTO_MTLS_NAME

PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey

# go-plugin backdates by the same time (mtls.go), for clocks that differ.
_BACKDATED = dt.timedelta(seconds=30)
_LIFETIME = dt.timedelta(days=1)

# Checking that an RSA key's numbers are primes takes 600 ms for RSA-4096, and nothing here
# depends on it. Earlier versions of cryptography, as Debian 12's, always do.
_SKIPS_SINCE = 39
_UNCHECKED: dict[str, Any] = (
    {"unsafe_skip_rsa_key_validation": True}
    if int(cryptography.__version__.split(".")[0]) >= _SKIPS_SINCE
    else {}
)

# Every curve with SHA-256 (RFC 5758 section 3.2), as RSA (RFC 4055 section 5).
_ECDSA_WITH_SHA256 = der.sequence(der.oid("1.2.840.10045.4.3.2"))
_RSA_WITH_SHA256 = der.sequence(der.oid("1.2.840.113549.1.1.11"), der.NULL)
_ED25519 = der.sequence(der.oid("1.3.101.112"))


class Identity(NamedTuple):
    """A private key (PKCS #8) and its certificate, both PEM, and the certificate's DER."""

    key: bytes
    certificate: bytes
    certificate_der: bytes


def generate_key() -> bytes:
    """A new P-256 key, the type that every stack verifies."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def self_signed(key: bytes, key_type: str | None = None) -> Identity:
    """Makes a certificate for the key: self-signed, CA:FALSE, CN and SAN localhost.

    CA:FALSE because rustls takes no CA certificate as a leaf (webpki's CaUsedAsEndEntity).
    Raises ValueError if the PEM cannot be read, or if the key is not of the type that is expected,
    where one is, in the contract's words (`p256`).
    """
    loaded = serialization.load_pem_private_key(key, None, **_UNCHECKED)
    if not isinstance(loaded, PrivateKey):
        raise ValueError(  # noqa: TRY004 - the PEM is a value, its type is what it holds
            f"no certificate is made for a key of type {type(loaded).__name__}"
        )
    if key_type not in {None, _key_type(loaded)}:
        raise ValueError(f"of type {_key_type(loaded)}, not {key_type}")
    certificate = _certificate(loaded)
    lines = base64.encodebytes(certificate)
    pem = b"-----BEGIN CERTIFICATE-----\n" + lines + b"-----END CERTIFICATE-----\n"
    return Identity(key, pem, certificate)


def _certificate(key: PrivateKey) -> bytes:
    """Version 3 (RFC 5280 section 4.1), as DER."""
    algorithm = _signature_algorithm(key)
    name = der.sequence(
        der.set_of(der.sequence(der.oid("2.5.4.3"), der.utf8_string(AUTO_MTLS_NAME)))
    )
    now = dt.datetime.now(dt.UTC)
    to_be_signed = der.sequence(
        der.explicit(0, der.integer(2)),
        # Positive and at most 20 bytes (section 4.1.2.2).
        der.integer(int.from_bytes(os.urandom(16)) >> 1 | 1 << 126),
        algorithm,
        name,
        der.sequence(der.time(now - _BACKDATED), der.time(now + _LIFETIME)),
        name,
        key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
        der.explicit(3, _extensions()),
    )
    return der.sequence(to_be_signed, algorithm, der.bit_string(_sign(key, to_be_signed)))


def _extensions() -> bytes:
    """RFC 5280 sections 4.2.1.6, 4.2.1.9 and 4.2.1.12."""
    names = der.sequence(der.implicit(2, AUTO_MTLS_NAME.encode("ascii")))
    client_auth, server_auth = der.oid("1.3.6.1.5.5.7.3.2"), der.oid("1.3.6.1.5.5.7.3.1")
    return der.sequence(
        # basicConstraints: CA:FALSE is the default, which DER leaves out.
        der.sequence(der.oid("2.5.29.19"), der.TRUE, der.byte_string(der.sequence())),
        der.sequence(der.oid("2.5.29.17"), der.byte_string(names)),
        der.sequence(der.oid("2.5.29.37"), der.byte_string(der.sequence(client_auth, server_auth))),
    )


def _signature_algorithm(key: PrivateKey) -> bytes:
    match key:
        case ec.EllipticCurvePrivateKey():
            return _ECDSA_WITH_SHA256
        case rsa.RSAPrivateKey():
            return _RSA_WITH_SHA256
        case ed25519.Ed25519PrivateKey():
            return _ED25519


def _sign(key: PrivateKey, message: bytes) -> bytes:
    match key:
        case ec.EllipticCurvePrivateKey():
            return key.sign(message, ec.ECDSA(hashes.SHA256()))
        case rsa.RSAPrivateKey():
            return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        case ed25519.Ed25519PrivateKey():
            return key.sign(message)


def _key_type(key: PrivateKey) -> str:
    match key:
        case ec.EllipticCurvePrivateKey():
            return key.curve.name.replace("secp", "p").removesuffix("r1")
        case rsa.RSAPrivateKey():
            return f"rsa{key.key_size}"
        case ed25519.Ed25519PrivateKey():
            return "ed25519"
