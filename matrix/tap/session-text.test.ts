import { expect, test } from "vitest";
import { diagnose } from "../diagnose/diagnose.ts";
import { unreachable } from "../tooling/test/evidence.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import type { Tally } from "./session-outcome.ts";
import { sessionText } from "./session-text.ts";

const tally = (over: Partial<Tally> = {}): Tally => ({
  healthy: 0,
  unread: 0,
  failed: 0,
  stalled: 0,
  pending: 0,
  foreign: 0,
  unused: 0,
  ...over,
});

const advice = "start the client with secrets";

test("sessionText: what TLS hides, and how to read it", () => {
  const healthy = (over: Partial<Tally>) =>
    sessionText({ kind: "healthy", tally: tally(over) }, null, new Map(), advice);
  expect(healthy({ unread: 1 })).toBe(
    "✓ handshakes went through, and what followed could not be read without the TLS secrets of a side\nconnections: 1 not to be read\nto read what TLS hides, start the client with secrets\n",
  );
  expect(healthy({ healthy: 1, unread: 1 })).toBe(
    "✓ healthy: connections: 1 healthy, 1 not to be read\nto read what TLS hides, start the client with secrets\n",
  );
});

test("sessionText: healthy", () => {
  const text = sessionText(
    { kind: "healthy", tally: tally({ healthy: 2, unused: 1 }) },
    null,
    new Map(),
    advice,
  );
  expect(text).toBe("✓ healthy: connections: 2 healthy, 1 left without a call\n");
});

test("sessionText: nothing came", () => {
  const outcome = { kind: "undecided", tally: tally(), waitsFor: "a connection" } as const;
  expect(sessionText(outcome, null, new Map([["failed", 3]]), advice)).toBe(
    "nothing failed, and nothing was decided; waiting for a connection\nconnections: none; and, no longer kept: 3 failed\n",
  );
});

test("sessionText: a failure with its cause", () => {
  const of = symptoms("dial", { connections: [unreachable("connect ECONNREFUSED")], report: null });
  const outcome = { kind: "failed", tally: tally({ failed: 1 }), symptoms: of } as const;
  expect(sessionText(outcome, diagnose(of), new Map(), advice).split("\n").slice(0, 6)).toEqual([
    "✗ failed at dial: put: expected OK, got UNAVAILABLE",
    "  connections: 1 failed",
    "",
    "certain: connection-refused (server)",
    "  Nobody accepts connections at the announced address 127.0.0.1:40001.",
    "  wire: connect ECONNREFUSED",
  ]);
});
