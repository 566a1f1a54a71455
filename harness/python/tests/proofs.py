"""Steps of a proof, and what a correct server makes of them."""

import hashlib
from typing import Any

VALUE = {"pattern": {"size": 1000, "first": 7}}
DIGEST = {
    "size": 1000,
    "sha256": hashlib.sha256(bytes((7 + i) % 256 for i in range(1000))).hexdigest(),
}


def step(name: str, *calls: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "calls": list(calls)}


PUT = step("put", {"call": "put", "key": "k", "value": VALUE, "continueOn": ["OK"]})
GET = step("get", {"call": "get", "key": "k", "continueOn": ["OK"]})
SHUTDOWN = step("shutdown", {"call": "shutdown", "continueOn": ["OK", "UNAVAILABLE"]})


def calls(answer: Any) -> list[Any]:
    """The answers of all calls, in order."""
    return [call for one in answer["steps"] for call in one["calls"]]


def statuses(answer: Any) -> list[str]:
    return [call["status"] for call in calls(answer)]
