import { describe, expect, test } from "vitest";
import { alert, begunTls, clientHello, tlsConnection } from "../../test/evidence.ts";
import { found, gist, symptoms } from "../../test/symptoms.ts";

const refusedBy = (...alerts: readonly ReturnType<typeof alert>[]) =>
  symptoms("tls", {
    connections: [
      tlsConnection(begunTls({ alerts, clientHello: clientHello({ versions: ["1.3", "1.2"] }) })),
    ],
  });

const versions = "wire: ClientHello versions: 1.3, 1.2";

describe("an alert that names one cause by itself", () => {
  test.for([
    ["unknown-ca", "client", 48, "unknown_ca", "client", []],
    ["client-certificate-untrusted", "server", 48, "unknown_ca", "client", []],
    ["no-common-version", "server", 70, "protocol_version", "server", [versions]],
    ["no-common-version", "client", 70, "protocol_version", "client", [versions]],
    ["alpn-not-negotiated", "server", 120, "no_application_protocol", "server", []],
  ] as const)("%s: alert of the %s", ([code, from, number, name, side, more]) => {
    const cause = gist(found(code, refusedBy(alert(from, number, name))));
    expect(cause).toEqual({
      side,
      decided: true,
      quotes: [`wire: the ${from} sent alert ${number} ${name}`, ...more],
    });
  });

  test("after another alert it is found too", () => {
    const of = refusedBy(alert("client", 0, "close_notify"), alert("client", 48, "unknown_ca"));
    expect(found("unknown-ca", of)?.decided).toBe(true);
  });
});

describe("silent", () => {
  const codes = [
    "unknown-ca",
    "client-certificate-untrusted",
    "no-common-version",
    "alpn-not-negotiated",
  ] as const;

  test.for([
    ["no alert", [], []],
    ["an alert that has many causes", [alert("server", 40, "handshake_failure")], []],
    ["an orderly end", [alert("server", 0, "close_notify")], []],
    [
      "the same alert of the other side is another cause",
      [alert("client", 48, "unknown_ca")],
      ["unknown-ca"],
    ],
    [
      "a client has no application protocol to refuse",
      [alert("client", 120, "no_application_protocol")],
      [],
    ],
  ] as const)("%s", ([, alerts, heard]) => {
    const of = refusedBy(...alerts);
    expect(codes.filter((code) => found(code, of))).toEqual(heard);
  });

  test("without TLS", () => {
    expect(codes.filter((code) => found(code, symptoms("http2")))).toEqual([]);
  });
});
