/** A client that leaves within the handshake: some say nothing, whatever the server did wrong. */
import { expect, test } from "vitest";
import type { Verification } from "../../domain/evidence.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import { alert, finishedTls, serverHello, tlsConnection } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "closed-before-preface";
const unfinished = { finished: { client: false, server: true } };

const left = (tls: TlsFacts, verification: Verification | null) =>
  symptoms("tls", {
    connections: [tlsConnection(tls, { firstClose: { by: "client", how: "fin" } })],
    verification,
  });

test.for([
  ["nobody else tried the server", null],
  ["another client refuses it too", { result: "refused", reason: "CERT_HAS_EXPIRED" }],
] as const)("a client that leaves may have been given a reason: %s", ([, verification]) => {
  expect(found(code, left(finishedTls(unfinished), verification))).toMatchObject({
    side: null,
    decided: false,
  });
});

test.for([
  ["without an alert", []],
  ["with one", [alert("client", 47, "illegal_parameter")]],
] as const)("a client that leaves for a choice that it had not offered, %s", ([, alerts]) => {
  const tls = finishedTls({ ...unfinished, serverHello: serverHello({ group: "x448" }), alerts });
  expect(gist(found(code, left(tls, null)))).toEqual({
    side: "server",
    decided: true,
    quotes: [
      "wire: the server chose group x448, which the ClientHello had not offered",
      ...alerts.map(() => "wire: the client sent alert 47 illegal_parameter"),
    ],
  });
});
