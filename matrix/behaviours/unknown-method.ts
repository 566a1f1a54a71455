import type { Behaviour } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call, pathOf } from "./exchange.ts";
import { expectCode } from "./expect-code.ts";

const exchanges = [
  { ...call("Unary", { name: "method" }), path: pathOf("Missing") },
  { ...call("Unary", { name: "service" }), path: "/handshakematrix.v1.Missing/Unary" },
];

export const unknownMethod: Behaviour = {
  name: "unknown-method",
  title: "a method and a service that the server does not have",
  area: "calls",
  exchanges,
  judge: (shown) =>
    exchanges.flatMap(({ name }) =>
      expectCode(shown(name), { code: 12, from: "server", clause: clauses.methodNotFound }),
    ),
};
