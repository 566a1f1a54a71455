"""The own certificate of one side of AutoMTLS.

Imported only where AutoMTLS is asked for: cryptography.x509 takes 40 ms to import.
"""

import datetime
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from kv_harness.go_plugin import AUTO_MTLS_NAME

PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey

# go-plugin backdates by the same time (mtls.go), for clocks that differ.
_BACKDATED = datetime.timedelta(seconds=30)
_LIFETIME = datetime.timedelta(days=1)


class Identity(NamedTuple):
    """A private key (PKCS #8) and its certificate, both PEM."""

    key: bytes
    certificate: bytes


def key_type(key: bytes) -> str:
    """Names the type of a PEM key as the contract does, `p256`; others by their class's name.

    Raises ValueError if the PEM cannot be read.
    """
    loaded = serialization.load_pem_private_key(key, None)
    match loaded:
        case ec.EllipticCurvePrivateKey():
            return loaded.curve.name.replace("secp", "p").removesuffix("r1")
        case rsa.RSAPrivateKey():
            return f"rsa{loaded.key_size}"
        case ed25519.Ed25519PrivateKey():
            return "ed25519"
        case _:
            return type(loaded).__name__


def generate_key() -> bytes:
    """A new P-256 key, the type that every stack verifies."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def self_signed(key: bytes) -> Identity:
    """Makes a certificate for the key: self-signed, CA:FALSE, CN and SAN localhost.

    CA:FALSE because rustls takes no CA certificate as a leaf (webpki's CaUsedAsEndEntity).
    Raises ValueError if the PEM cannot be read or is of a type that X.509 does not sign with here.
    """
    loaded = serialization.load_pem_private_key(key, None)
    if not isinstance(loaded, PrivateKey):
        message = f"no certificate is made for a key of type {type(loaded).__name__}"
        raise ValueError(message)  # noqa: TRY004 - the PEM is a value, its type is what it holds
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, AUTO_MTLS_NAME)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(loaded.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + _LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(AUTO_MTLS_NAME)]), critical=False
        )
        .add_extension(
            x509.ExtendedKeyUsage(
                [x509.ExtendedKeyUsageOID.CLIENT_AUTH, x509.ExtendedKeyUsageOID.SERVER_AUTH]
            ),
            critical=False,
        )
        # Ed25519 hashes by itself (RFC 8410 section 2).
        .sign(loaded, None if isinstance(loaded, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    return Identity(key, certificate.public_bytes(serialization.Encoding.PEM))
