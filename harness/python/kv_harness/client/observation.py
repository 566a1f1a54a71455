"""What became of one call."""

from typing import Any, NamedTuple


class Observation(NamedTuple):
    """`result` is the contract's answer of one call; `certificate` is DER, if the server told."""

    status: str
    result: dict[str, Any]
    certificate: bytes | None
