import type { Bench } from "../bench.ts";
import { broken, type Clause, judged } from "../clause.ts";
import { getResponse } from "../messages.ts";
import type { PeerAnswer } from "./peer.ts";
import { get, proveAt, proved, statuses, step, withPeer } from "./proving.ts";

const prove = { section: "prove", role: "client" } as const;

const found: PeerAnswer = { status: "OK", message: getResponse(Buffer.from("value")) };
const answer = () => found;
const steps = [step("get", get("key"))];

/** The close of a connection and the answer go different ways: they may meet in either order. */
const closeMs = 5000;

/** Which connections a client makes, keeps and closes. */
export const connecting: readonly Clause<Bench>[] = [
  {
    ...prove,
    id: "fresh-channel",
    sentence: "opens a fresh channel for every prove that names no session",
    check: (bench) =>
      withPeer(bench, { answer }, async (client, { endpoint, connections }) => {
        const sent = "two requests with keepOpen, neither names a session";
        const request = proveAt(endpoint, steps, { keepOpen: true });
        const first = await proved(client, request, sent, () => judged(true, sent, "answered"));
        if (first.kind !== "met") return first;
        return proved(client, request, sent, (second) =>
          judged(connections() === 2, sent, `${connections()} connections, ${statuses(second)}`),
        );
      }),
  },
  {
    ...prove,
    id: "closes",
    sentence: "closes the channel before the answer, without keepOpen",
    check: (bench) =>
      withPeer(bench, { answer }, async (client, { endpoint, connections, allClosed }) => {
        const sent = "a get, keepOpen false";
        return proved(client, proveAt(endpoint, steps), sent, async (told) => {
          if (connections() === 0) return broken(sent, `no connection, ${statuses(told)}`);
          const came = await allClosed()
            .map(() => "closed")
            .orAfter(closeMs, "still open");
          return judged(came === "closed", sent, came);
        });
      }),
  },
  {
    ...prove,
    id: "keep-open",
    sentence: "keeps the connection with keepOpen, names it, and calls on it by its session",
    check: (bench) =>
      withPeer(bench, { answer }, async (client, { endpoint, connections, calls }) => {
        const sent = "a get with keepOpen, then one of its session";
        const request = proveAt(endpoint, steps, { keepOpen: true });
        return proved(client, request, sent, ({ session, ...told }) => {
          if (session === null) return broken(sent, "session null");
          const target = { kind: "session", id: session } as const;
          return proved(client, { ...request, target }, sent, (again) =>
            judged(
              connections() === 1 && calls.length === 2,
              sent,
              `${calls.length} calls on ${connections()} connections: ${statuses({ ...told, session })}, ${statuses(again)}`,
            ),
          );
        });
      }),
  },
  {
    ...prove,
    id: "session-closes",
    sentence: "closes a session's connection with a request that does not keep it",
    check: (bench) =>
      withPeer(bench, { answer }, async (client, { endpoint, allClosed }) => {
        const sent = "a get with keepOpen, then one of its session with keepOpen false";
        const request = proveAt(endpoint, steps, { keepOpen: true });
        return proved(client, request, sent, ({ session }) => {
          if (session === null) return broken(sent, "session null");
          const target = { kind: "session", id: session } as const;
          return proved(client, { ...request, target, keepOpen: false }, sent, async () => {
            const came = await allClosed()
              .map(() => "closed")
              .orAfter(closeMs, "still open");
            return judged(came === "closed", sent, came);
          });
        });
      }),
  },
];
