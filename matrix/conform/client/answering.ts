import { z } from "zod";
import { Eventual } from "../../limits/eventual.ts";
import { jsonLine } from "../../run/supervise/json-line.ts";
import type { Bench } from "../bench.ts";
import { type Clause, every, type Finding, judged } from "../clause.ts";
import { howEnded } from "../how-ended.ts";
import { getResponse } from "../messages.ts";
import {
  type ClientProcess,
  noAnswer,
  type Reply,
  shownReply,
  startAndAnswerMs,
  whileClient,
} from "./client-process.ts";
import type { PeerAnswer } from "./peer.ts";
import { get, judgedReply, proveAt, step, withPeer } from "./proving.ts";

const client = { section: "Client", role: "client" } as const;

const within = (reply: Eventual<Reply>): Promise<Reply> =>
  reply.orAfter<Reply>(startAndAnswerMs, noAnswer(startAndAnswerMs));

const judgedError = (reply: Reply, code: number, sent: string): Finding =>
  judged(reply.kind === "answer" && reply.answer.error?.code === code, sent, shownReply(reply));

const nobody = { network: "tcp", address: "127.0.0.1:1" } as const;
const usual = proveAt(nobody, [step("get", get("key"))]);

/** Requests that make no sense, each in one field. */
const senseless: readonly Readonly<{ what: string; params: unknown }>[] = [
  { what: "no parameters", params: {} },
  { what: "deadlineMs a text", params: { ...usual, deadlineMs: "soon" } },
  { what: "an unknown kind of target", params: { ...usual, target: { kind: "pigeon" } } },
  { what: "mode tls without ca", params: { ...usual, tls: { mode: "tls", serverName: "n" } } },
  {
    what: "an unknown call",
    params: { ...usual, steps: [{ name: "get", calls: [{ call: "scan", continueOn: [] }] }] },
  },
  {
    what: "a get without a key",
    params: { ...usual, steps: [{ name: "get", calls: [{ call: "get", continueOn: [] }] }] },
  },
  {
    what: "an unknown session",
    params: { ...usual, target: { kind: "session", id: "none-such" } },
  },
];

const refuses = async (
  { ask }: ClientProcess,
  { what, params }: (typeof senseless)[number],
): Promise<Finding> => judgedError(await within(ask("prove", params)), -32602, `prove, ${what}`);

/** How long a worker may take to end when nothing is left to do. */
const endLimitMs = 5000;

const isMessage = jsonLine(z.looseObject({ jsonrpc: z.literal("2.0"), id: z.number().nullable() }));

/** The protocol of the worker. */
export const answering: readonly Clause<Bench>[] = [
  {
    ...client,
    id: "parse-error",
    sentence: "answers malformed JSON with error -32700 and id null",
    check: (bench) =>
      whileClient(bench, async ({ sendLine }) =>
        judgedError(await within(sendLine('{"jsonrpc":"2.0","id":1,')), -32700, "half a line"),
      ),
  },
  {
    ...client,
    id: "unknown-method",
    sentence: "answers an unknown method with error -32601",
    check: (bench) =>
      whileClient(bench, async ({ ask }) =>
        judgedError(await within(ask("prophesy", {})), -32601, "method prophesy"),
      ),
  },
  {
    ...client,
    id: "bad-parameters",
    sentence: "answers a request that makes no sense with error -32602",
    check: (bench) =>
      whileClient(bench, async (one) =>
        every(await Promise.all(senseless.map((row) => refuses(one, row)))),
      ),
  },
  {
    ...client,
    id: "unreadable-file",
    sentence: "answers a key or certificate file that cannot be read with error -32602",
    check: (bench) =>
      whileClient(bench, async ({ ask, startup }) => {
        const tls = {
          mode: "tls",
          ca: `${startup.folder.path}/absent.crt`,
          serverName: "localhost",
        };
        return judgedError(
          await within(ask("prove", { ...usual, tls })),
          -32602,
          "a ca file that is not there",
        );
      }),
  },
  {
    ...client,
    id: "overlap",
    sentence: "answers a request while an earlier one is under way",
    check: (bench) => {
      const held = Eventual.open<PeerAnswer>();
      const value: PeerAnswer = { status: "OK", message: getResponse(Buffer.from("value")) };
      return withPeer(
        bench,
        { answer: ({ message }) => (message.includes("slow") ? held.eventual : value) },
        async ({ ask }, { endpoint }) => {
          const slow = ask("prove", proveAt(endpoint, [step("slow", get("slow"))]));
          const quick = ask("prove", proveAt(endpoint, [step("quick", get("quick"))]));
          const came = await Eventual.first(
            slow.map(() => "the first was answered first"),
            quick.map(() => "the second was answered first"),
          ).orAfter(startAndAnswerMs, "no answer");
          held.settle(value);
          const sent = "two requests, the first held by its server";
          return judgedReply(await within(slow), sent, () =>
            judged(came.startsWith("the second"), sent, came),
          );
        },
      );
    },
  },
  {
    ...client,
    id: "answers-alone",
    sentence: "prints nothing but answers on standard output, one a line",
    check: (bench) =>
      withPeer(
        bench,
        { answer: () => ({ status: "OK", message: getResponse(Buffer.from("value")) }) },
        async ({ ask, lines }, { endpoint }) => {
          await within(ask("prove", proveAt(endpoint, [step("get", get("key"))])));
          const other = lines.find((line) => !isMessage(line));
          return judged(
            other === undefined && lines.length === 2,
            "describe and prove",
            other === undefined ? `${lines.length} answers` : other.shown(200),
          );
        },
      ),
  },
  {
    ...client,
    id: "ends-at-stdin-end",
    sentence: "ends at the end of standard input, when the requests that were begun are answered",
    check: (bench) => {
      const held = Eventual.open<PeerAnswer>();
      const reached = Eventual.open<void>();
      return withPeer(
        bench,
        {
          answer: () => {
            reached.settle();
            return held.eventual;
          },
        },
        async ({ ask, process }, { endpoint }) => {
          const sent = "the end of standard input while a call is held";
          const answer = ask("prove", proveAt(endpoint, [step("get", get("key"))]));
          await reached.eventual.orAfter(startAndAnswerMs, undefined);
          process.stdin.end();
          // An answer that comes before its call has ended is made up; an end is seen here.
          const early = await process.ended.orAfter(200, null);
          held.settle({ status: "OK", message: getResponse(Buffer.from("value")) });
          const reply = await within(answer);
          const end = early ?? (await process.ended.orAfter(endLimitMs, null));
          const isAnswered = reply.kind === "answer" && reply.answer.error === undefined;
          const ending = end === null ? "it still runs" : howEnded(end, process);
          return judged(
            isAnswered && end !== null,
            sent,
            `${isAnswered ? "an answer" : "no answer"}, then ${ending}`,
          );
        },
      );
    },
  },
];
