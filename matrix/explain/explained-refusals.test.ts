/** Refusals whose reason stands beside them: in the same log, or in that of the proxy that gave a status. */
import { expect, test } from "vitest";
import { withoutExplainedRefusals } from "./explained-refusals.ts";
import { readTextMatches, type Source } from "./read-text-matches.ts";

const factsLeft = (...sources: readonly Pick<Source, "text" | "printer">[]) =>
  withoutExplainedRefusals(
    sources.flatMap((one, index) => readTextMatches({ name: `${index}`, ...one }).textMatches),
  ).map(({ fact }) => fact.fact);

const rejected = "error:0A000086:SSL routines::certificate verify failed";

test.for([
  ["certificate-expired", "verify error:num=10:certificate has expired"],
  ["certificate-not-yet-valid", "verify error:num=9:certificate is not yet valid"],
  ["unknown-authority", "verify error:num=20:unable to get local issuer certificate"],
  ["self-signed", "verify error:num=18:self-signed certificate"],
  ["hostname-mismatch", "verify error:num=62:hostname mismatch"],
  ["key-too-weak", "verify error:num=66:EE certificate key too weak"],
  ["wrong-eku", "verify error:num=26:unsuitable certificate purpose"],
  ["not-a-ca", "verify error:num=79:invalid CA certificate"],
  ["bad-certificate-signature", "verify error:num=7:certificate signature failure"],
] as const)("a rejection beside its reason, %s", ([fact, reason]) => {
  expect(factsLeft({ text: `${reason}\n${rejected}\n` })).toEqual([fact]);
  expect(factsLeft({ text: reason }, { text: rejected })).toEqual([fact, "certificate-rejected"]);
});

const upstream = (words: string) =>
  `2026/04/01 09:00:00 [error] 7#7: *3 ${words}, client: 10.0.0.9, server: _, upstream: "grpcs://10.0.0.7:50051"`;

/** What Go's library says to a proxy that is made with it. */
const ofHttp1 =
  "2026/04/01 09:00:00 reverse proxy: http2: failed reading the frame payload: %!w(<nil>), note that the frame header looked like an HTTP/1.1 header";

const answered = (status: string) => ({
  text: `rpc error: code = Unavailable desc = unexpected HTTP status code received from server: ${status}`,
});

test.for([
  ["timeout", upstream("upstream timed out (110) while reading response header from upstream")],
  [
    "connection-refused",
    upstream("connect() failed (111: Connection refused) while connecting to upstream"),
  ],
  [
    "not-http2",
    upstream(
      "upstream sent too large http2 frame: 4740180 while reading response header from upstream",
    ),
  ],
  ["http1-answer", ofHttp1],
] as const)("a proxy's status, and what it says of the server behind it: %s", ([fact, text]) => {
  const proxy = { text, printer: { role: "between" } } as const;
  for (const status of [
    "502 (Bad Gateway)",
    "503 (Service Unavailable)",
    "504 (Gateway Timeout)",
  ]) {
    expect(factsLeft(proxy)).toContain(fact);
    expect(factsLeft(proxy, answered(status))).not.toContain("http-status");
  }
  expect(factsLeft(proxy, answered("404 (Not Found)"))).toContain("http-status");
  expect(
    factsLeft({ ...proxy, text: "2026/04/01 09:00:00 ready" }, answered("502 (Bad Gateway)")),
  ).toContain("http-status");
});
