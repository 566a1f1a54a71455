import type { Behaviour } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectCode } from "./expect-code.ts";

export const requestCardinality: Behaviour = {
  name: "request-cardinality",
  title: "two requests, and none, to a method that takes one",
  advice:
    "Generated code sends one request; a server that anybody can reach must not rely on that.",
  area: "calls",
  exchanges: [
    call("Unary", { name: "two", kind: "client-stream", payloads: [1, 1], deadlineMs: 1_000 }),
    call("Unary", {
      name: "none",
      kind: "client-stream",
      script: null,
      payloads: [],
      deadlineMs: 1_000,
    }),
  ],
  judge: (shown) =>
    ["two", "none"].flatMap((name) =>
      expectCode(shown(name), {
        code: 12,
        from: "server",
        clause: clauses.requestCardinality,
        of: name === "two" ? "two requests" : "no request",
      }),
    ),
};

export const responseCardinality: Behaviour = {
  name: "response-cardinality",
  title: "two responses, and none, where one is due",
  advice: "Set a deadline on every call: without one a client on grpcio or grpc-js waits for ever.",
  area: "calls",
  exchanges: [
    call("ServerStream", {
      name: "two",
      kind: "unary",
      script: { sizes: [1, 1] },
      deadlineMs: 1_000,
    }),
    call("ServerStream", { name: "none", kind: "unary", script: { sizes: [] }, deadlineMs: 1_000 }),
  ],
  judge: (shown) =>
    ["two", "none"].flatMap((name) =>
      expectCode(shown(name), {
        code: 12,
        from: "client",
        clause: clauses.responseCardinality,
        of: name === "two" ? "two responses" : "no response",
      }),
    ),
};
