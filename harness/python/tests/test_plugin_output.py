import threading

import pytest

from kv_harness.server.plugin_output import STDERR, STDOUT, PluginOutput


def test_what_was_written_before_a_stream_is_kept_and_goes_out_in_pieces() -> None:
    output, ended = PluginOutput(), threading.Event()
    output.write(STDOUT, b"a" * 1500)
    output.write(STDERR, b"\xff\x00")
    pieces = output.pieces(ended)
    sizes = [(piece.channel, len(piece.data)) for piece in (next(pieces) for _ in range(3))]
    assert sizes == [(STDOUT, 1024), (STDOUT, 476), (STDERR, 2)]


def test_a_stream_waits_for_more_until_it_ends() -> None:
    output, ended = PluginOutput(), threading.Event()
    found: list[bytes] = []
    reading = threading.Thread(target=lambda: found.extend(p.data for p in output.pieces(ended)))
    reading.start()
    output.write(STDOUT, b"x")
    while not found:
        reading.join(0.01)
    ended.set()
    output.wake()
    reading.join(5)
    assert (found, reading.is_alive()) == ([b"x"], False)


@pytest.mark.parametrize("data", [b"", b"x"])
def test_after_its_end_a_stream_has_nothing(data: bytes) -> None:
    output, ended = PluginOutput(), threading.Event()
    output.write(STDOUT, data)
    ended.set()
    assert list(output.pieces(ended)) == []
