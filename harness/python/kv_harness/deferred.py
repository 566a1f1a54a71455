"""Modules that grpcio and its companions import and that this harness never touches.

asyncio and what is built on it, and protobuf's implementation in pure Python: a quarter of a
start's processor time. They are loaded when something first touches one of their attributes.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

UNTOUCHED = frozenset(
    {
        "asyncio",
        "google.protobuf.internal.python_message",
        "grpc.aio",
        "grpc.experimental.aio",
        "grpc_health.v1._async",
        "grpc_reflection.v1alpha._async",
    }
)


class _Finder:
    """Finds the modules above where the path finds them, to load them lazily."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in UNTOUCHED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


def install() -> None:
    """Call before the first import of grpc."""
    sys.meta_path.insert(0, _Finder)
