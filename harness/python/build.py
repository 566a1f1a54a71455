"""Makes the virtual environment: `python3 build.py FOLDER [OPTION]`.

FOLDER/venv has what the harness imports; with --dev, FOLDER/venv-dev has the tools that check it
as well; with --grpclib, FOLDER/venv has what the programs over grpclib import; with --debian, it
has the distribution's grpcio and what Debian lacks of its companions. Uses uv where it is on the
PATH (0.8 s), else venv and pip (8 s); both hold every package to its hash. With --grpcio,
FOLDER/venv has that version of grpcio, and what goes with it: nobody has written its hashes down.
With --bytecode, FOLDER/bytecode has what a start would compile. Progress goes to stderr.
"""

import argparse
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_HERE = Path(__file__).absolute().parent
_LOWEST = (3, 11)
_DEBIAN = "python3-cryptography python3-grpcio python3-venv"
# Imports every module that a start or a first call imports, which writes their bytecode. That of
# the harness is held to the source's content: its time is another in every checkout.
_COMPILE = """
import importlib, py_compile, sys
sys.path.insert(0, sys.argv[1])
for name in ("deferred", "server.main", "client.main", "identity"):
    importlib.import_module(f"kv_harness.{name}")
for name in (
    "concurrent.futures.thread",
    "cryptography.hazmat.backends.openssl.backend",
    "cryptography.x509",
    "grpc._channel",
    "grpc._server",
):
    importlib.import_module(name)
checked = py_compile.PycInvalidationMode.CHECKED_HASH
for module in [sys.modules[name] for name in sys.modules if name.startswith("kv_harness")]:
    py_compile.compile(module.__file__, module.__cached__, doraise=True, invalidation_mode=checked)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Makes the virtual environment of the harness.")
    parser.add_argument("folder", type=Path, help="the build folder")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--dev", action="store_true", help="make venv-dev instead of venv")
    what.add_argument("--grpclib", action="store_true", help="for the programs over grpclib")
    what.add_argument("--debian", action="store_true", help="over the distribution's grpcio")
    what.add_argument("--grpcio", metavar="VERSION", help="another version than requirements.in's")
    what.add_argument("--bytecode", action="store_true", help="compile for the venv that is there")
    arguments = parser.parse_args()
    if sys.version_info < _LOWEST:
        _say(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
        return 1
    folder: Path = arguments.folder.resolve()
    try:
        if arguments.dev:
            _install(folder / "venv-dev", *_held(_HERE / "requirements-dev.txt"))
        elif arguments.grpcio:
            _install(folder / "venv", *_with_grpcio(arguments.grpcio))
        elif arguments.grpclib:
            _install(folder / "venv", *_held(_HERE / "requirements-grpclib.txt"))
        elif arguments.debian:
            if not all(importlib.util.find_spec(name) for name in ("cryptography", "grpc")):
                _say(f"Debian's grpcio is not there: apt-get install {_DEBIAN}")
                return 1
            _install(
                folder / "venv", "--no-deps", *_held(_HERE / "requirements-debian.txt"), system=True
            )
        elif arguments.bytecode:
            _compile(folder)
        else:
            _install(folder / "venv", *_held(_HERE / "requirements.txt"))
    except subprocess.CalledProcessError as error:
        _say(_telling(error))
        return 1
    return 0


def _telling(error: subprocess.CalledProcessError) -> str:
    """Returns pip's own error, or the last words of another tool."""
    said = [line.strip() for line in (error.stderr or "").splitlines() if line.strip()]
    errors = [line for line in said if line.startswith("ERROR: ")]
    return (errors or said or [f"{error.cmd[0]} ended with exit code {error.returncode}"])[-1]


def _held(requirements: Path) -> Sequence[str | Path]:
    return ("--require-hashes", "-r", requirements)


def _with_grpcio(version: str) -> Sequence[str]:
    """Returns what to install; not every release of grpcio has one of its companions."""
    names = dict(line.split("==") for line in (_HERE / "requirements.in").read_text().split())
    return [
        f"{name}=={version}"
        if name == "grpcio"
        else f"{name}<={version}"
        if name.startswith("grpcio-")
        else f"{name}=={pinned}"
        for name, pinned in names.items()
    ]


def _install(environment: Path, *packages: str | Path, system: bool = False) -> None:
    uv = shutil.which("uv")
    python = environment / "bin" / "python"
    seen = ["--system-site-packages"] if system else []
    shutil.rmtree(environment, ignore_errors=True)
    _say(f"{environment.name}: creating with {'uv' if uv else 'venv and pip'}")
    if uv:
        _run(uv, "venv", "--quiet", *seen, "--python", sys.executable, environment)
    else:
        _run(sys.executable, "-m", "venv", *seen, environment)
    _say(f"{environment.name}: installing {' '.join(str(one) for one in packages)}")
    installer = (
        (uv, "pip", "install", "--quiet", "--python", python)
        if uv
        else (
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-compile",
        )
    )
    _run(*installer, "--only-binary", ":all:", *packages)
    if not uv:
        # Two thousand files that nothing here imports, and every start of a run looks at each.
        _run(python, "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools", "pip")


def _compile(folder: Path) -> None:
    # Where the manifest's argv looks for it: the source folder may be read-only.
    shutil.rmtree(folder / "bytecode", ignore_errors=True)
    prefix = f"pycache_prefix={folder / 'bytecode'}"
    _say("venv: compiling")
    _run(folder / "venv" / "bin" / "python", "-I", "-X", prefix, "-c", _COMPILE, _HERE)


def _run(*argv: str | Path) -> None:
    words = [str(word) for word in argv]
    ended = subprocess.run(  # noqa: S603
        words, check=False, text=True, stdout=sys.stderr, stderr=subprocess.PIPE
    )
    sys.stderr.write(ended.stderr)
    ended.check_returncode()


def _say(sentence: str) -> None:
    print(f"harness/python: {sentence}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
