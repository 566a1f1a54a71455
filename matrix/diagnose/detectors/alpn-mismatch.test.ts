import { expect, test } from "vitest";
import { clientHello, finishedTls, tlsConnection } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const chosen = (alpn: string | null, offered: readonly string[]) =>
  found(
    "alpn-mismatch",
    symptoms("tls", {
      connections: [
        tlsConnection(finishedTls({ alpn, clientHello: clientHello({ alpn: offered }) })),
      ],
    }),
  );

test.for([
  ["http/1.1", ["h2", "http/1.1"], "server"],
  ["http/1.1", ["http/1.1"], "client"],
  [null, ["http/1.1"], "client"],
  [null, ["spdy/3.1", "http/1.1"], "client"],
] as const)("%s chosen of %s: the %s's", ([alpn, offered, side]) => {
  expect(gist(chosen(alpn, offered))).toMatchObject({ side, decided: true });
});

test.for([
  ["h2", ["h2"]],
  ["h2", ["h2", "http/1.1"]],
  // As grpc++ 1.51 offers and chooses them.
  ["grpc-exp", ["grpc-exp", "h2"]],
  ["h2", ["grpc-exp", "h2"]],
  [null, ["h2"]],
  [null, []],
] as const)("silent: %s chosen of %s", ([alpn, offered]) => {
  expect(chosen(alpn, offered)).toBeUndefined();
});
