"""A plugin that somebody else has started, as go-plugin's host attaches to one."""

import os
import time

_POLL_S = 0.05


class RunningPlugin:
    """Its process is not this one's to end."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def wait(self, timeout_s: float) -> bool:
        """Waits for the end of the process; False if it still runs after the time."""
        deadline = time.monotonic() + timeout_s
        while _is_alive(self._pid):
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_S)
        return True

    def kill(self) -> None:
        """Leaves it running."""


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
