"""Metadata as grpcio takes them and gives them: `-bin` names with bytes, others with text."""

from collections.abc import Iterable, Iterator
from typing import Any

Entry = tuple[str, bytes]


def given(entries: Iterable[Entry]) -> tuple[tuple[str, str | bytes], ...]:
    """Entries as an application hands them over."""
    return tuple(
        (name, value if name.endswith("-bin") else value.decode()) for name, value in entries
    )


def taken(metadata: Any) -> Iterator[Entry]:
    """Each value an entry, in the order of grpcio."""
    for name, value in metadata or ():
        yield name, value if isinstance(value, bytes) else value.encode()
