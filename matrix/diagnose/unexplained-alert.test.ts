import { expect, test } from "vitest";
import { alert, cellEvidence, finishedTls, tlsConnection } from "../tooling/test/evidence.ts";
import { unexplainedAlert } from "./unexplained-alert.ts";

const after = (from: "client" | "server", code: number, name: string) =>
  unexplainedAlert(
    cellEvidence({
      connections: [tlsConnection(finishedTls({ alerts: [alert(from, code, name)] }))],
    }),
  );

test.for<readonly [code: number, name: string, check: string]>([
  [42, "bad_certificate", "the client's certificate"],
  [43, "unsupported_certificate", "the client's certificate"],
  [45, "certificate_expired", "the client's certificate"],
  [46, "certificate_unknown", "the client's certificate"],
  [116, "certificate_required", "the client's certificate"],
  [48, "unknown_ca", "the client's certificate"],
  [49, "access_denied", "the client's certificate"],
  [40, "handshake_failure", "-tls1_2 and -tls1_3"],
  [20, "bad_record_mac", "changed on the way"],
  [80, "internal_error", "the server's own state"],
])("alert %s %s of a server", ([code, name, check]) => {
  const found = after("server", code, name);
  expect(found?.sentence).toBe(
    `The server ended TLS with alert ${code} ${name}, and nothing else that was seen says why.`,
  );
  expect(found?.nextCheck?.includes(check), found?.nextCheck ?? "none").toBe(true);
});

test("a client's alert of a certificate speaks of the server's", () => {
  expect(after("client", 42, "bad_certificate")?.nextCheck).toBeNull();
});
