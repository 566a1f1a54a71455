"""The two programs under test, as processes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FOLDER = Path(__file__).parents[1]
SERVER = (sys.executable, "-I", str(FOLDER / "server.py"))
CLIENT = (sys.executable, "-I", str(FOLDER / "client.py"))
GRPCLIB_SERVER = (sys.executable, "-I", str(FOLDER / "grpclib_server.py"))
GRPCLIB_CLIENT = (sys.executable, "-I", str(FOLDER / "grpclib_client.py"))

# Far above a start, which takes 0.2 s alone, because other work may share the processors.
PATIENCE_S = 20


def server_environment(config: Any = None, **more: str) -> dict[str, str]:
    """The environment of a host; a configuration that is not text is written as JSON."""
    text = config if isinstance(config, str) else json.dumps(config)
    own = {"BASIC_PLUGIN": "hello"} | ({} if config is None else {"KV_SERVER_CONFIG": text})
    return os.environ | own | more


def run_server(
    environment: dict[str, str], argv: tuple[str, ...] = SERVER
) -> subprocess.CompletedProcess[str]:
    """For a server that must end by itself; its stdin is at its end."""
    return subprocess.run(
        argv,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


class Process:
    """A program with pipes on stdin and stdout, killed at the end of the block."""

    def __init__(self, argv: tuple[str, ...], environment: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            argv, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.stdin = self.process.stdin
        self.stdout = self.process.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        self.stdin.close()
        self.stdout.close()

    def end(self) -> int:
        """Ends the stdin and waits for the exit code."""
        self.stdin.close()
        return self.process.wait(PATIENCE_S)


class Server(Process):
    """A server that has announced itself: `line` is what it printed."""

    def __init__(self, environment: dict[str, str], argv: tuple[str, ...] = SERVER) -> None:
        super().__init__(argv, environment)
        self.line = self.stdout.readline().rstrip("\n")

    def address(self, listener: str) -> dict[str, Any]:
        """The target of one standalone listener."""
        [found] = [one for one in json.loads(self.line)["listeners"] if one["id"] == listener]
        return {"kind": "address", "network": found["network"], "address": found["address"]}


class Worker(Process):
    """The client; one request after the other, or several with send and receive."""

    def __init__(self, argv: tuple[str, ...] = CLIENT) -> None:
        super().__init__(argv)

    def send(self, line: str) -> None:
        self.stdin.write(line + "\n")
        self.stdin.flush()

    def receive(self) -> Any:
        return json.loads(self.stdout.readline())

    def request(self, method: str, params: Any) -> Any:
        self.send(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}))
        return self.receive()

    def prove(self, **params: Any) -> Any:
        """The result of a prove; PATIENCE_S is its deadline unless one is given."""
        whole = {"deadlineMs": PATIENCE_S * 1000, "keepOpen": False, "steps": []} | params
        return self.request("prove", whole)["result"]
