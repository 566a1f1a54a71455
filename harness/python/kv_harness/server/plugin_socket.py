"""Where go-plugin puts a plugin's unix socket, and who may use it (server.go)."""

import os
import shutil
import tempfile
from pathlib import Path

from kv_harness.go_plugin import SOCKET_DIRECTORY, SOCKET_GROUP
from kv_harness.server.configuration import Configuration
from kv_harness.server.errors import ConfigurationError


def placed(config: Configuration) -> Configuration:
    """Gives a plugin that was told no address a new one in its host's directory."""
    listeners = config.listeners
    if listeners[0].address:
        return config
    return config._replace(listeners=(listeners[0]._replace(address=_new_path()),))


def give_to_group(path: str) -> None:
    """Lets the host's group use the socket, if the host named one."""
    group = os.environ.get(SOCKET_GROUP)
    if not group:
        return
    try:
        shutil.chown(path, group=int(group) if group.isdigit() else group)
    except (OSError, LookupError) as error:
        raise ConfigurationError(f"{SOCKET_GROUP} {group}: {error}") from error
    Path(path).chmod(0o660)


def _new_path() -> str:
    # As go-plugin finds a name that nobody has.
    descriptor, path = tempfile.mkstemp(prefix="plugin", dir=os.environ.get(SOCKET_DIRECTORY))
    os.close(descriptor)
    Path(path).unlink()
    return path
