import { expect, test } from "vitest";
import type { Cause, CauseCode } from "../domain/cause.ts";
import type { Hint } from "./hint.ts";
import { advanced } from "./hint-causes.ts";

const cause = (code: CauseCode): Cause => ({
  code,
  side: null,
  decided: true,
  doubt: null,
  sentence: "",
  matched: [],
  remedy: null,
  clause: null,
});

const hint = (code: CauseCode): Hint => ({
  codes: [code],
  decides: false,
  side: null,
  quote: "",
  at: 0,
  sentence: null,
  remedy: null,
});

const like = "something else in the text looks like it, and explains it";

test.for<readonly [CauseCode, CauseCode, string | null]>([
  ["wrong-endpoint", "hostname-mismatch", like],
  ["wrong-endpoint", "no-subject-alt-name", like],
  ["wrong-endpoint", "tls-client-to-plaintext-port", like],
  ["wrong-endpoint", "certificate-expired", null],
  ["http-proxy-intercept", "tls-client-to-plaintext-port", like],
  ["http-proxy-intercept", "connection-refused", like],
  ["http-proxy-intercept", "name-not-resolved", like],
  ["http-proxy-intercept", "certificate-expired", null],
])("a hint at %s: %s", ([hinted, code, doubt]) => {
  const causes = advanced([cause(code)], hint(hinted), { by: "client", text: "" });
  expect(causes.find((one) => one.code === code)?.doubt).toBe(doubt);
});
