import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { quote, violation } from "./findings.ts";
import { messagesIn, streamOf } from "./wire-view.ts";

const exchanges = [
  call("Unary", { name: "unary", script: { sizes: [30] }, payloads: [20], report: true }),
  call("ClientStream", {
    name: "client stream",
    script: { sizes: [30] },
    payloads: [1, 2, 3],
    report: true,
  }),
  call("ServerStream", { name: "server stream", script: { sizes: [1, 0, 300] }, report: true }),
  call("Bidi", { name: "bidi", script: { sizes: [4, 5] }, payloads: [6, 7], report: true }),
];

export const fourKinds: Behaviour = {
  name: "four-kinds",
  title: "the four kinds of call",
  area: "calls",
  exchanges,
  judge: (shown) =>
    exchanges.flatMap(({ name, script, payloads }) => [
      ...expectOk(shown(name), script?.sizes ?? []),
      ...expectReceived(shown(name), payloads.length),
    ]),
};

/** Whether the server's application read as many requests as the client's gave. */
const expectReceived = (shown: Shown, requests: number) => {
  const { seen } = shown;
  if (seen === null || seen.received === requests) return [];
  const stream = streamOf(shown);
  const sent = stream && messagesIn(stream.request).length;
  return [
    violation(
      sent === null ? null : sent === requests ? "server" : "client",
      clauses.request,
      `${requests} requests become ${seen.received}`,
      ...(sent === null ? [] : [quote("wire", `${sent} messages of a request`)]),
      quote("server", `${seen.received} requests were read`),
    ),
  ];
};
