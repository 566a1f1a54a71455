import { expect, test } from "vitest";
import {
  alert,
  begunTls,
  certificate,
  clientHello,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { found, gist, ofProbe, symptoms } from "../../tooling/test/symptoms.ts";

const internalError = { ...alert("server", 80, "internal_error"), fatal: true };
const endpoint = {
  address: "127.0.0.1:1",
  addresses: [],
  inTheClear: null,
  serverCertificate: null,
};

const of = (over: Parameters<typeof begunTls>[0]) =>
  symptoms("tls", {
    connections: [
      tlsConnection(
        begunTls({
          clientHello: clientHello({ serverName: null }),
          alerts: [internalError],
          ...over,
        }),
      ),
    ],
  });

test("an error of the server's own where no name was sent may be for want of one", () => {
  expect(gist(found("authority-rejected", ofProbe(of({}), endpoint)))).toEqual({
    side: null,
    decided: false,
    quotes: [
      "wire: ClientHello server_name: none",
      "wire: the server sent alert 80 internal_error",
    ],
  });
});

test("one for a name that was sent, too", () => {
  const named = ofProbe(of({ clientHello: clientHello({ serverName: "a.test" }) }), endpoint);
  expect(gist(found("authority-rejected", named))).toEqual({
    side: null,
    decided: false,
    quotes: [
      "wire: ClientHello server_name: a.test",
      "wire: the server sent alert 80 internal_error",
    ],
  });
});

test.for([
  ["the client sent it", { alerts: [{ ...internalError, from: "client" }] }],
  ["another alert", { alerts: [{ ...alert("server", 40, "handshake_failure"), fatal: true }] }],
  [
    "a certificate was shown",
    { serverCertificate: { chain: [certificate("p256")], signatureScheme: null } },
  ],
] as const)("silent: %s", ([, over]) => {
  expect(found("authority-rejected", ofProbe(of(over as never), endpoint))).toBeUndefined();
});

test("silent: of a cell it is known which names the server has", () => {
  expect(found("authority-rejected", of({}))).toBeUndefined();
});
