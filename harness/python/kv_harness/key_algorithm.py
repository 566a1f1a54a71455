"""Whether a key is of an algorithm that OpenSSL has had since 3.0."""

import base64
import binascii

from kv_harness import der

# rsaEncryption, id-ecPublicKey and id-Ed25519 (RFC 8017, 5480 and 8410).
_KNOWN = tuple(map(der.oid, ("1.2.840.113549.1.1.1", "1.2.840.10045.2.1", "1.3.101.112")))
_BEGIN, _END = b"-----BEGIN PRIVATE KEY-----", b"-----END PRIVATE KEY-----"


def is_other(pem: bytes) -> bool:
    """True for PKCS #8 (RFC 5958) of another algorithm, as ML-DSA; False for anything else."""
    _, begin, rest = pem.partition(_BEGIN)
    body, end, _ = rest.partition(_END)
    if not begin or not end:
        return False
    try:
        key = base64.b64decode(body)
    except binascii.Error:
        return False
    return key.startswith(b"\x30") and not any(known in key for known in _KNOWN)
