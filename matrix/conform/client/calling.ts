/** The call `rpc`: one of any kind, with all that an application can ask of its library. */
import { createHash, randomBytes } from "node:crypto";
import type { RpcCall } from "../../domain/prove.ts";
import { Eventual } from "../../limits/eventual.ts";
import type { Bench } from "../bench.ts";
import { broken, type Clause, every, type Finding, judged } from "../clause.ts";
import { everyByte } from "../every-byte.ts";
import {
  noAnswer,
  type Reply,
  shownReply,
  startAndAnswerMs,
  whileClient,
} from "./client-process.ts";
import { type LooseAnswer, proveAt, proved, step } from "./proving.ts";
import { cancelCode, firstPath, openRpcPeer, type RpcAnswer, type RpcSeen } from "./rpc-peer.ts";

const client = { section: "Behaviours", role: "client" } as const;

const path = "/other.Service/Call";

/** What comes to its end within this is not waited for. */
const deadlineMs = 4_000;

/** How much a machine may add to a pause, and how long a call may have been on its way when it is seen. */
const lateMs = 3_000;
const soonMs = 150;

const pauseMs = 300;

const usual: RpcCall = {
  ...{ call: "rpc", kind: "unary", path, requests: [{ base64: "" }], metadata: [] },
  ...{ deadlineMs, sendEveryMs: 0, halfClose: true, compression: null, waitForReady: false },
  ...{ cancel: null, continueOn: ["OK"] },
};

type Made = Readonly<{
  call: LooseAnswer["steps"][number]["calls"][number];
  rpc: NonNullable<LooseAnswer["steps"][number]["calls"][number]["rpc"]>;
  seen: RpcSeen;
  /** From the end of the call before it to the call, and from there to the answer. */
  begunMs: number;
  tookMs: number;
}>;

/**
 * Has a client make one call, after one that opens its connection, which takes long where it is a JVM's first. One that makes
 * none of any kind says so, and is not held to this.
 */
const calling = (
  bench: Bench,
  sent: string,
  asked: Partial<RpcCall>,
  answer: RpcAnswer,
  judge: (made: Made) => Finding | Promise<Finding>,
): Promise<Finding> =>
  whileClient(bench, async (process) => {
    const ready = await process
      .ask("describe", {})
      .orAfter<Reply>(startAndAnswerMs, noAnswer(startAndAnswerMs));
    if (ready.kind === "none") return broken("describe", shownReply(ready));
    const peer = await openRpcPeer(answer);
    try {
      const first = step("first", { ...usual, path: firstPath });
      const request = proveAt(peer.endpoint, [first, step("call", { ...usual, ...asked })]);
      return await proved(process, request, sent, ({ steps }) => {
        const [call] = steps[1]?.calls ?? [];
        const seen = peer.seen();
        if (!call?.rpc) return broken(sent, "a report without rpc");
        if (!seen) return broken(sent, `no call: ${call.status}`);
        const begunMs = seen.begunAt - peer.firstEndedAt();
        const tookMs = performance.now() - seen.begunAt;
        return judge({ call, rpc: call.rpc, seen, begunMs, tookMs });
      });
    } finally {
      peer.close();
    }
  });

const inBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const values = (messages: readonly Uint8Array[]) =>
  messages.map((message) => ({ base64: inBase64(message) }));

const areSame = (came: readonly Uint8Array[], wanted: readonly Uint8Array[]) =>
  came.length === wanted.length &&
  wanted.every((bytes, at) => Buffer.from(bytes).equals(came[at] ?? Buffer.alloc(0)));

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const isAbout = (ms: number, wanted: number) => ms > wanted - soonMs && ms < wanted + lateMs;

/** A call of each kind, its requests and its responses. */
const kinds = [
  { kind: "unary", requests: 1, responses: 1 },
  { kind: "client-stream", requests: 3, responses: 1 },
  { kind: "server-stream", requests: 1, responses: 3 },
  { kind: "bidi", requests: 3, responses: 2 },
] as const;

const bytesOf = (count: number) => Array.from({ length: count }, () => randomBytes(20));

/** The value of an entry with a name. */
const entryOf = (entries: Made["rpc"]["initial"], name: string): Buffer =>
  Buffer.from(entries.find((entry) => entry.name === name)?.value ?? "", "base64");

/** When a client has to be heard of after it has answered. */
const settleMs = 500;

const settled = () => Eventual.when(() => {}).orAfter(settleMs, null);

/** What a client does and reports of such a call. */
export const callingClauses: readonly Clause<Bench>[] = [
  {
    ...client,
    id: "rpc-kinds",
    sentence: "makes a call of each kind, and sends its requests as they stand, in their order",
    check: async (bench) =>
      every(
        await Promise.all(
          kinds.map(({ kind, ...counts }) => {
            const sent = `${kind} with ${counts.requests} and ${counts.responses} messages`;
            const requests = bytesOf(counts.requests);
            const messages = bytesOf(counts.responses);
            const asked = { kind, requests: values(requests) };
            return calling(bench, sent, asked, { messages }, ({ call, rpc, seen }) => {
              const came = seen.messages().map(({ bytes }) => bytes);
              const isWhole = seen.fields[":path"] === path && areSame(came, requests);
              const told = rpc.messages.map(({ sha256 }) => sha256).join();
              return judged(
                isWhole && call.status === "OK" && told === messages.map(digest).join(),
                sent,
                isWhole
                  ? `${call.status}, ${rpc.messages.length} responses`
                  : `${came.length} requests`,
              );
            });
          }),
        ),
      ),
  },
  {
    ...client,
    id: "rpc-messages",
    sentence:
      "reports each response by size and SHA-256, and whole where it has at most 4096 bytes",
    check: (bench) => {
      const messages = [Buffer.alloc(4096, 7), Buffer.alloc(4097, 7)];
      const sent = "server-stream that is answered with 4096 and 4097 bytes";
      return calling(bench, sent, { kind: "server-stream" }, { messages }, ({ rpc }) => {
        const [short, long] = rpc.messages;
        const isRight =
          short?.base64 === inBase64(messages[0] ?? Buffer.alloc(0)) &&
          long?.base64 === null &&
          long.size === 4097;
        const shown = rpc.messages
          .map(({ size, base64 }) => `${size}${base64 === null ? "" : " whole"}`)
          .join(", ");
        return judged(isRight, sent, shown || "no messages");
      });
    },
  },
  {
    ...client,
    id: "rpc-metadata-sent",
    sentence: "gives metadata to its library as they stand: text, and bytes of names in -bin",
    check: (bench) => {
      const sent = "metadata x-text: x, and x-bytes-bin with all 256 bytes";
      const metadata = [
        { name: "x-text", value: inBase64(Buffer.from("x")) },
        { name: "x-bytes-bin", value: inBase64(everyByte) },
      ];
      return calling(bench, sent, { metadata }, { messages: [everyByte] }, ({ seen }) => {
        const bytes = Buffer.from(`${seen.fields["x-bytes-bin"] ?? ""}`, "base64");
        const isText = seen.fields["x-text"] === "x";
        const shown = `x-text ${seen.fields["x-text"] ?? "not sent"}, x-bytes-bin of ${bytes.length} bytes`;
        return judged(isText && bytes.equals(everyByte), sent, shown);
      });
    },
  },
  {
    ...client,
    id: "rpc-metadata-told",
    sentence: "reports initial and trailing metadata, each value an entry",
    check: (bench) => {
      const sent = "an answer with x-first, x-bytes-bin and a trailing x-last";
      const answer = {
        initial: { "x-first": "a", "x-bytes-bin": inBase64(everyByte) },
        messages: [everyByte],
        trailing: { "x-last": "z" },
      };
      return calling(bench, sent, { kind: "bidi" }, answer, ({ rpc }) => {
        const isFirst = `${entryOf(rpc.initial, "x-first")}` === "a";
        const isBytes = entryOf(rpc.initial, "x-bytes-bin").equals(everyByte);
        // Some libraries have both as one of them.
        const isLast = `${entryOf([...rpc.trailing, ...rpc.initial], "x-last")}` === "z";
        const names = [...rpc.initial, ...rpc.trailing].map(({ name }) => name).join(", ");
        return judged(isFirst && isBytes && isLast, sent, names || "no metadata");
      });
    },
  },
  {
    ...client,
    id: "rpc-status",
    sentence: "reports status, message and details of a call that failed",
    check: (bench) => {
      const text = `text ${randomBytes(6).toString("hex")}`;
      const sent = `a call that ends in ABORTED, ${text}, with details`;
      // google.rpc.Status with code 10 and a message.
      const details = Buffer.concat([
        Buffer.from([8, 10, 18, text.length]),
        Buffer.from(text),
        Buffer.from([26, 5, 10, 3, 97, 47, 98]),
      ]);
      const trailing = {
        ...{ "grpc-status": "10", "grpc-message": encodeURIComponent(text) },
        "grpc-status-details-bin": inBase64(details),
      };
      return calling(bench, sent, {}, { trailing }, ({ call, rpc }) => {
        const isDetails = rpc.details === inBase64(details);
        return judged(
          call.status === "ABORTED" && call.message === text && isDetails,
          sent,
          `${call.status}, ${call.message}, ${isDetails ? "the" : "other"} details`,
        );
      });
    },
  },
  {
    ...client,
    id: "rpc-deadline",
    sentence: "ends a call at its own deadline",
    check: (bench) => {
      const sent = "a call with deadlineMs 500 that nobody answers";
      return calling(bench, sent, { deadlineMs: 500 }, { when: "never" }, ({ call, tookMs }) =>
        judged(
          isAbout(tookMs, 500) && call.status !== "OK",
          sent,
          `${call.status} after ${Math.round(tookMs)} ms`,
        ),
      );
    },
  },
  {
    ...client,
    id: "rpc-no-deadline",
    sentence: "sets no deadline of a call where deadlineMs is null",
    check: (bench) => {
      const sent = "a call with deadlineMs null";
      return calling(bench, sent, { deadlineMs: null }, { messages: [everyByte] }, ({ seen }) => {
        const timeout = seen.fields["grpc-timeout"];
        return judged(timeout === undefined, sent, `grpc-timeout ${timeout ?? "not sent"}`);
      });
    },
  },
  {
    ...client,
    id: "rpc-send-every",
    sentence: "waits sendEveryMs between two requests of a stream",
    check: (bench) => {
      const sent = `client-stream of two requests with sendEveryMs ${2 * pauseMs}`;
      const requests = values(bytesOf(2));
      const asked = { kind: "client-stream", requests, sendEveryMs: 2 * pauseMs } as const;
      return calling(bench, sent, asked, { messages: [everyByte] }, ({ seen }) => {
        const [first = 0, second = 0] = seen.messagesAt;
        const shown = `${Math.round(second - first)} ms between them`;
        return judged(second - first > pauseMs, sent, shown);
      });
    },
  },
  {
    ...client,
    id: "rpc-half-close",
    sentence: "leaves the stream of requests open where halfClose is false",
    check: (bench) => {
      const sent = "bidi with halfClose false, which is answered after its two requests";
      const asked = { kind: "bidi", requests: values(bytesOf(2)), halfClose: false } as const;
      const answer = { when: 2, messages: [everyByte, everyByte], everyMs: pauseMs };
      return calling(bench, sent, asked, answer, ({ call, seen }) => {
        const shown = `${call.status}, ${seen.endedFirst() ? "the requests ended before" : "still open"}`;
        return judged(call.status === "OK" && !seen.endedFirst(), sent, shown);
      });
    },
  },
  {
    ...client,
    id: "rpc-compression",
    sentence: "compresses each request with gzip where compression says so",
    check: (bench) => {
      const sent = "unary of 5000 bytes with compression gzip";
      const asked = { compression: "gzip", requests: values([Buffer.alloc(5000)]) } as const;
      return calling(bench, sent, asked, { messages: [everyByte] }, ({ seen }) => {
        const encoding = seen.fields["grpc-encoding"] ?? "not sent";
        const isCompressed = seen.messages()[0]?.isCompressed === true;
        const shown = `grpc-encoding ${encoding}, ${isCompressed ? "" : "not "}compressed`;
        return judged(isCompressed && encoding === "gzip", sent, shown);
      });
    },
  },
  {
    ...client,
    id: "rpc-cancel",
    sentence: "cancels a call after the time that it is told",
    check: (bench) => {
      const sent = `a call with cancel afterMs ${pauseMs} that nobody answers`;
      const asked = { cancel: { afterMs: pauseMs } };
      return calling(bench, sent, asked, { when: "never" }, async ({ call, seen, tookMs }) => {
        await settled();
        const isEnded = ["CANCELLED", "none"].includes(call.status ?? "");
        return judged(
          isEnded && isAbout(tookMs, pauseMs) && seen.reset() === cancelCode,
          sent,
          `${call.status} after ${Math.round(tookMs)} ms, reset ${seen.reset() ?? "none"}`,
        );
      });
    },
  },
  {
    ...client,
    id: "rpc-cancel-messages",
    sentence: "cancels a call once it has so many responses",
    check: (bench) => {
      const sent = "server-stream with cancel afterMessages 2, of five responses";
      const asked = { kind: "server-stream", cancel: { afterMessages: 2 } } as const;
      const answer = { messages: bytesOf(5), everyMs: pauseMs };
      return calling(bench, sent, asked, answer, ({ call, rpc }) =>
        judged(
          call.status !== "OK" && rpc.messages.length >= 2 && rpc.messages.length < 5,
          sent,
          `${call.status} with ${rpc.messages.length} responses`,
        ),
      );
    },
  },
  {
    ...client,
    id: "rpc-begin-after",
    sentence: "waits beginAfterMs before it begins a call",
    check: (bench) => {
      const sent = `a call with beginAfterMs ${2 * pauseMs}`;
      const asked = { beginAfterMs: 2 * pauseMs };
      return calling(bench, sent, asked, { messages: [everyByte] }, ({ begunMs }) =>
        judged(isAbout(begunMs, 2 * pauseMs), sent, `begun after ${Math.round(begunMs)} ms`),
      );
    },
  },
  {
    ...client,
    id: "rpc-wait-for-ready",
    sentence: "waits for a server where waitForReady says so, as its library does it",
    check: (bench) => {
      const sent = "a call with waitForReady to where nobody listens, with deadlineMs 800";
      const asked = { waitForReady: true, deadlineMs: 800 };
      return unreached(bench, sent, asked, (status, tookMs) =>
        judged(
          tookMs > 800 - soonMs && status !== "OK",
          sent,
          `${status} after ${Math.round(tookMs)} ms`,
        ),
      );
    },
  },
];

/** As {@link calling}, at an address that has no server any more. */
const unreached = (
  bench: Bench,
  sent: string,
  asked: Partial<RpcCall>,
  judge: (status: string, tookMs: number) => Finding,
): Promise<Finding> =>
  whileClient(bench, async (process) => {
    await process.ask("describe", {}).orAfter<Reply>(startAndAnswerMs, noAnswer(startAndAnswerMs));
    const peer = await openRpcPeer({});
    peer.close();
    const request = proveAt(peer.endpoint, [step("call", { ...usual, ...asked })]);
    const begun = performance.now();
    return proved(process, request, sent, ({ steps }) =>
      judge(steps[0]?.calls[0]?.status ?? "no status", performance.now() - begun),
    );
  });
