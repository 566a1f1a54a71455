import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Cause } from "../domain/cause.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";

/** A log, and all that it is explained by. */
type Known = Readonly<{
  text: string;
  tells: Explanation["tells"];
  causes: readonly (readonly [Cause["code"], Cause["side"], Cause["decided"], Cause["doubt"]])[];
}>;

const known = readFileSync(
  join(import.meta.dirname, "../../fixtures/texts/explanations.jsonl"),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line): Known => JSON.parse(line));

test.for(known)("$text", ({ text, tells, causes }) => {
  const found = explain([{ name: "-", text }]);
  expect({
    text,
    tells: found.tells,
    causes: found.diagnosis.causes.map(({ code, side, decided, doubt }) => [
      code,
      side,
      decided,
      doubt,
    ]),
  }).toEqual({ text, tells, causes });
});

test.for(["bad certificate", "unknown certificate authority"])(
  "a server that is sent an alert learns no more: %s",
  (alert) => {
    const text = `http: TLS handshake error from 10.0.0.9:4123: remote error: tls: ${alert}`;
    const { nextCheck } = explain([{ name: "-", text }]).diagnosis;
    expect(nextCheck?.slice(0, 26)).toBe("read the client's own log:");
  },
);

test("a clock that was never set", () => {
  const text =
    "1970-01-01T00:00:12Z curl: (60) SSL certificate problem: certificate is not yet valid";
  expect(explain([{ name: "-", text }]).diagnosis.causes[0]?.sentence).toBe(
    "The clock of the machine that refused the certificate was never set.",
  );
});
