/** A client that leaves within the handshake: some say nothing, whatever the server did wrong. */
import { expect, test } from "vitest";
import type { Verification } from "../../domain/evidence.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import {
  alert,
  begunTls,
  clientHello,
  finishedTls,
  serverHello,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
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

const retried = (
  group: string | null,
  over: Partial<TlsFacts> = {},
  keyShares: readonly string[] = ["x25519"],
) =>
  left(
    begunTls({
      clientHello: clientHello({ groups: ["x25519", "secp256r1", "secp384r1"], keyShares }),
      helloRetryRequest: { group },
      ...over,
    }),
    null,
  );

test.for(["secp256r1", "secp384r1"])(
  "a client that leaves for a HelloRetryRequest which it can follow has no reason: %s",
  (group) => {
    expect(gist(found(code, retried(group)))).toEqual({
      side: "client",
      decided: true,
      quotes: [
        `wire: the server's HelloRetryRequest asked for ${group}, which the client offers`,
        "wire: the client closed first (FIN)",
      ],
    });
  },
);

test.for([
  ["it asks for a share that was sent", retried("secp256r1", {}, ["x25519", "secp256r1"]), null],
  ["it asks for no share", retried(null), null],
  ["more came behind it", retried("secp256r1", { serverHello: serverHello() }), null],
  ["it asks for a group that was not offered", retried("x448"), "server"],
] as const)("and may have one where %s", ([, of, side]) => {
  expect(found(code, of)?.side).toBe(side);
});
