"""A plugin as a child process of its host.

Its stdin stays open for as long as the host keeps it, its stderr is the host's own, its stdout is
read to the end so that it never blocks; only the first line counts.
"""

import contextlib
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Mapping

from kv_harness.client import host_options
from kv_harness.client.errors import PluginStartError
from kv_harness.client.request import PluginTarget
from kv_harness.go_plugin import CLIENT_CERT, COOKIE_KEY, COOKIE_VALUE, PROTOCOL_VERSIONS

# A handshake line with an RSA-4096 certificate has under 2,000 characters.
_LONGEST_LINE = 65_536
_CHUNK = 65_536


class PluginProcess:
    """Raises PluginStartError on creation if the program is not what was meant, or cannot run."""

    def __init__(self, target: PluginTarget, client_certificate: bytes | None) -> None:
        sockets = target.host.sockets
        if target.host.sha256 is not None:
            host_options.verify(target.argv[0], target.host.sha256)
        self._sockets = None if sockets is None else host_options.socket_directory(sockets)
        told = target.environment | host_options.environment(sockets, self._sockets)
        spoken = {PROTOCOL_VERSIONS: ",".join(map(str, target.protocol_versions))}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the argv is what the request is about
                target.argv,
                env=_environment(told | spoken, client_certificate),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except (OSError, ValueError) as error:
            self._remove_sockets()
            raise PluginStartError("the plugin could not be started") from error
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def first_line(self, timeout_s: float) -> str:
        """The first line of stdout. Raises PluginStartError if there is none within the time."""
        try:
            line = self._lines.get(timeout=max(timeout_s, 0))
        except queue.Empty:
            raise PluginStartError("timeout while waiting for plugin to start") from None
        if not line:
            raise PluginStartError("plugin exited before we could connect") from self._exit_error()
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def wait(self, timeout_s: float) -> bool:
        """Waits for the end of the process; False if it still runs after the time."""
        try:
            self._process.wait(max(timeout_s, 0))
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """Ends the process at once if it still runs, and frees what belongs to it."""
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
        self._remove_sockets()

    def _remove_sockets(self) -> None:
        if self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)

    def _read(self) -> None:
        stdout = self._process.stdout
        if stdout is None:
            return
        with stdout:
            self._lines.put(stdout.readline(_LONGEST_LINE))
            while stdout.read(_CHUNK):
                pass

    def _exit_error(self) -> Exception | None:
        # The end of stdout and of the process are not one event.
        if not self.wait(1):
            return RuntimeError("it closed its stdout and still runs")
        return RuntimeError(f"exit code {self._process.returncode}")


def _environment(
    environment: Mapping[str, str], client_certificate: bytes | None
) -> Mapping[str, str]:
    host = {
        COOKIE_KEY: COOKIE_VALUE,
        "PLUGIN_MIN_PORT": "10000",
        "PLUGIN_MAX_PORT": "25000",
    }
    if client_certificate is not None:
        host[CLIENT_CERT] = client_certificate.decode("ascii")
    return os.environ | dict(environment) | host
