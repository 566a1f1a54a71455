"""The few ASN.1 types of a certificate in the distinguished encoding rules (ITU-T X.690)."""

import datetime as dt

NULL = b"\x05\x00"
TRUE = b"\x01\x01\xff"

_LONG_FORM = 0x80
_FIRST_GENERALIZED_YEAR = 2050


def tlv(tag: int, *contents: bytes) -> bytes:
    """Tag, length (X.690 section 8.1.3) and the contents one after the other."""
    value = b"".join(contents)
    length = len(value)
    if length < _LONG_FORM:
        return bytes((tag, length)) + value
    digits = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG_FORM | len(digits))) + digits + value


def sequence(*contents: bytes) -> bytes:
    return tlv(0x30, *contents)


def set_of(content: bytes) -> bytes:
    return tlv(0x31, content)


def integer(value: int) -> bytes:
    """Not negative: one more bit than the value has, so that the sign bit is zero."""
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def bit_string(content: bytes, unused_bits: int = 0) -> bytes:
    return tlv(0x03, bytes((unused_bits,)), content)


def byte_string(content: bytes) -> bytes:
    """ASN.1's OCTET STRING."""
    return tlv(0x04, content)


def oid(dotted: str) -> bytes:
    """An object identifier, such as `2.5.4.3`."""
    first, second, *rest = map(int, dotted.split("."))
    return tlv(0x06, bytes((first * 40 + second,)), *map(_base128, rest))


def utf8_string(text: str) -> bytes:
    return tlv(0x0C, text.encode())


def time(moment: dt.datetime) -> bytes:
    """UTC to the second; UTCTime until 2049, then GeneralizedTime (RFC 5280 section 4.1.2.5)."""
    digits = moment.strftime("%Y%m%d%H%M%SZ").encode("ascii")
    utc = moment.year < _FIRST_GENERALIZED_YEAR
    return tlv(0x17, digits[2:]) if utc else tlv(0x18, digits)


def implicit(number: int, content: bytes) -> bytes:
    """A primitive value under a context tag in place of its own."""
    return tlv(0x80 | number, content)


def explicit(number: int, content: bytes) -> bytes:
    """A value inside a context tag."""
    return tlv(0xA0 | number, content)


def _base128(arc: int) -> bytes:
    septets = [arc & 0x7F]
    while arc := arc >> 7:
        septets.append((arc & 0x7F) | 0x80)
    return bytes(reversed(septets))
