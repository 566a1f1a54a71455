import { expect, test } from "vitest";
import {
  connection,
  failedReport,
  http2Preface,
  silence,
  spoken,
} from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const code = "http-proxy-intercept";
const hex = (text: string) => Buffer.from(text).toString("hex");
const asking = (bytes: string) =>
  connection({ wire: spoken({ protocol: "http1", bytes: hex(bytes) }, silence) });

test("the client asks the server to CONNECT: no other cause", () => {
  const of = symptoms("http2", { connections: [asking("CONNECT 127")] });
  expect(gist(found(code, of))).toEqual({
    side: "client",
    decided: true,
    quotes: [`wire: first bytes of the client: ${hex("CONNECT 127")}`],
  });
  expect(diagnose(of).causes.map((cause) => cause.code)).toEqual([code]);
});

test.for([
  ["HTTP proxy returned response code 403", "between"],
  ["HTTP proxy handshake with 10.0.0.1:3128 failed", null],
] as const)("the client tells of its proxy: %s", ([message, side]) => {
  const of = symptoms("dial", { connections: [], report: failedReport("UNAVAILABLE", message) });
  expect(found(code, of)).toMatchObject({ side, decided: true });
});

const told = failedReport("UNAVAILABLE", "HTTP proxy returned response code 403");
test.for([
  ["a GET", { connections: [asking("GET / HTTP/1.1")] }],
  ["bytes of HTTP/2", { connections: [connection({ wire: spoken(http2Preface, silence) })] }],
  ["the address was reached all the same", { connections: [connection()], report: told }],
  ["no proxy is spoken of", { connections: [], report: failedReport("UNAVAILABLE", "EOF") }],
] as const)("silent: %s", ([, evidence]) => {
  expect(found(code, symptoms("http2", evidence))).toBeUndefined();
});
