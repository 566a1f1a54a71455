import { z } from "zod";
import type { Call, ProveRequest, Step } from "../../domain/prove.ts";
import type { Endpoint } from "../../run/observe/tap.ts";
import { overdueMs } from "../../run/supervise/worker.ts";
import type { Bench } from "../bench.ts";
import { broken, type Finding, notApplicable } from "../clause.ts";
import {
  type ClientProcess,
  noAnswer,
  type Reply,
  shownReply,
  startAndAnswerMs,
  whileClient,
} from "./client-process.ts";
import { openPeer, type Peer, type PeerOptions } from "./peer.ts";

/**
 * An answer to `prove`, read leniently: what a clause is not about may be wrong in it. A field that is absent or of another
 * type is null or empty.
 */
export type LooseAnswer = z.infer<typeof looseAnswer>;

const looseText = z.string().nullable().catch(null);

const looseEntries = z
  .array(z.object({ name: z.string(), value: z.string() }))
  .catch([])
  .default([]);

const looseRpc = z.object({
  messages: z
    .array(
      z.object({
        size: z.number().catch(-1),
        sha256: z.string().catch(""),
        base64: looseText.default(null),
      }),
    )
    .catch([])
    .default([]),
  initial: looseEntries,
  trailing: looseEntries,
  details: looseText.default(null),
});

const looseCall = z.object({
  status: looseText.default(null),
  message: looseText.default(null),
  value: z.object({ size: z.number(), sha256: z.string() }).nullable().catch(null).default(null),
  serving: looseText.default(null),
  exited: z.boolean().nullable().catch(null).default(null),
  rpc: looseRpc.nullable().catch(null).default(null),
});

const looseAnswer = z.object({
  kind: looseText.default(null),
  reason: looseText.default(null),
  start: z
    .object({ line: looseText.default(null), error: z.unknown().optional() })
    .nullable()
    .catch(null)
    .default(null),
  steps: z
    .array(z.object({ name: looseText.default(null), calls: z.array(looseCall).catch([]) }))
    .catch([])
    .default([]),
  serverCertificate: looseText.default(null),
  clientCertificate: looseText.default(null),
  session: looseText.default(null),
});

const read = (result: unknown): LooseAnswer =>
  looseAnswer.safeParse(result).data ?? looseAnswer.parse({});

/** Every status of an answer's calls, step by step: `OK, NOT_FOUND`. */
export const statuses = ({ steps }: LooseAnswer): string =>
  steps.flatMap(({ calls }) => calls.map(({ status }) => status ?? "no status")).join(", ") ||
  "no call";

/** What became of a plugin's start. */
export const whatStarted = ({ start }: LooseAnswer): string => {
  if (start === null) return "start null";
  return start.line === null
    ? `line null, error ${JSON.stringify(start.error ?? null)}`
    : `line ${start.line}`;
};

/** What a check asks where it does not matter. */
const usualDeadlineMs = 5000;

export const step = (name: string, ...calls: readonly Call[]): Step => ({ name, calls });

export const get = (key: string, continueOn: readonly string[] = ["OK"]): Call => ({
  call: "get",
  key,
  continueOn,
});

export const health = (service: string): Call => ({
  call: "health",
  service,
  continueOn: ["OK"],
});

export const proveAt = (
  endpoint: Endpoint,
  steps: readonly Step[],
  others: Partial<ProveRequest> = {},
): ProveRequest => ({
  target: { kind: "address", ...endpoint },
  tls: { mode: "none" },
  deadlineMs: usualDeadlineMs,
  keepOpen: false,
  steps,
  ...others,
});

/** Sends a request; without an answer to judge, the clause is broken or not applicable. */
export const proved = async (
  client: Pick<ClientProcess, "ask">,
  request: ProveRequest,
  sent: string,
  judge: (answer: LooseAnswer) => Finding | Promise<Finding>,
): Promise<Finding> => {
  const limitMs = request.deadlineMs + overdueMs;
  const reply = await client.ask("prove", request).orAfter<Reply>(limitMs, noAnswer(limitMs));
  return judgedReply(reply, sent, judge);
};

export const judgedReply = async (
  reply: Reply,
  sent: string,
  judge: (answer: LooseAnswer) => Finding | Promise<Finding>,
): Promise<Finding> => {
  if (reply.kind === "none" || reply.answer.error) return broken(sent, shownReply(reply));
  const answer = read(reply.answer.result);
  return answer.kind === "unsupported"
    ? notApplicable(sent, `unsupported: ${answer.reason}`)
    : judge(answer);
};

/** A client that has started, so that a deadline is none of its start, and a peer for it. */
export const withPeer = (
  bench: Bench,
  options: PeerOptions,
  check: (client: ClientProcess, peer: Peer) => Promise<Finding>,
): Promise<Finding> =>
  whileClient(bench, async (client) => {
    const peer = await openPeer(options);
    try {
      const ready = await client
        .ask("describe", {})
        .orAfter<Reply>(startAndAnswerMs, noAnswer(startAndAnswerMs));
      return ready.kind === "none"
        ? broken("describe", shownReply(ready))
        : await check(client, peer);
    } finally {
      peer.close();
    }
  });
