import { expect, test } from "vitest";
import { exited, processEvidence } from "../tooling/test/evidence.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import { earlyEnd } from "./ended.ts";

const endedBy = (signal: string) =>
  symptoms("handshake-line", {
    server: processEvidence({ exit: exited({ code: null, signal }) }),
    handshakeLine: null,
  });

test.for(["SIGABRT", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGSYS", "SIGTRAP"])(
  "%s ends a plugin that nobody ended",
  (signal) => {
    expect(earlyEnd(endedBy(signal))).toMatchObject({ signal });
  },
);

test.for(["SIGTERM", "SIGKILL"])("%s may come from a host that waited in vain", (signal) => {
  expect(earlyEnd(endedBy(signal))).toBeNull();
});
