/** What `handshakematrix.v1.Told` does as the first request of a call says (proto/told.proto). */
import { randomBytes } from "node:crypto";
import type { methods } from "../../behaviours/behaviour.ts";
import { call, header, pathOf } from "../../behaviours/exchange.ts";
import {
  readSeen,
  reportRequestBytes,
  requestBytes,
  responseBytes,
  type Script,
  type Seen,
} from "../../behaviours/told-messages.ts";
import { Eventual } from "../../limits/eventual.ts";
import type { Endpoint } from "../../run/observe/tap.ts";
import { Malformed } from "../../wire/byte-reader.ts";
import type { Bench } from "../bench.ts";
import { broken, type Clause, every, type Finding, judged, notApplicable } from "../clause.ts";
import { everyByte } from "../every-byte.ts";
import { bytesIn } from "../messages.ts";
import { plain } from "./listeners.ts";
import { shownTold, type ToldAnswer, toldCall } from "./told-call.ts";
import { whileServing } from "./while-serving.ts";

const server = { section: "Behaviours", role: "server" } as const;

type Method = (typeof methods)[number];

/** What a call is told, beside what every one is. */
type Told = Partial<Script>;

type Others = Partial<Omit<Parameters<typeof toldCall>[1], "path" | "requests">> &
  Readonly<{ payloads?: readonly number[] }>;

type Obeying = Readonly<{
  tell(method: Method, told: Told, others?: Others): Promise<ToldAnswer>;
  /** null where it says nothing that can be read. */
  seen(id: string): Promise<Seen | null>;
  endpoint: Endpoint;
}>;

const report = (endpoint: Endpoint, id: string): Promise<ToldAnswer> =>
  toldCall(endpoint, { path: pathOf("Report"), requests: [reportRequestBytes(id)] });

/** Has a server whose Told does as it is told; one without it is not held to this. */
const obeying = (bench: Bench, check: (told: Obeying) => Promise<Finding>): Promise<Finding> =>
  whileServing(bench, plain, async ({ endpoint }) => {
    const asked = await report(endpoint, "nobody");
    if (asked.status === "UNIMPLEMENTED") {
      return notApplicable("Report of Told", "it does not serve handshakematrix.v1.Told");
    }
    return check({
      endpoint,
      tell: (method, told, { payloads = [0], ...others } = {}) =>
        toldCall(endpoint, {
          path: pathOf(method),
          requests: payloads.map((payload, at) =>
            requestBytes(at === 0 ? scriptOf(told) : null, payload),
          ),
          ...others,
        }),
      seen: async (id) => seenIn((await report(endpoint, id)).messages[0]?.bytes),
    });
  });

const scriptOf = (told: Told): Script => {
  const { script } = call("Unary", { script: told });
  if (!script) throw new Error("a call that is told something has a script");
  return { ...script, id: told.id ?? "" };
};

const seenIn = (message: Uint8Array | undefined): Seen | null => {
  try {
    return message ? readSeen(message) : null;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return null;
  }
};

const freshId = () => randomBytes(6).toString("hex");

/** How much later than it was told a server may act, and how much sooner its clock may say so. */
const lateMs = 3_000;
const soonMs = 10;

const pauseMs = 300;

/** How long an application has to hear that its call was cancelled. */
const settleMs = 300;

const isOf = (message: Uint8Array | undefined, size: number) =>
  message !== undefined && Buffer.from(responseBytes(size)).equals(message);

/** What Told does as it is told, and what it says that it saw. */
export const obeyingClauses: readonly Clause<Bench>[] = [
  {
    ...server,
    id: "told-methods",
    sentence: "serves every method of Told, or none",
    check: (bench) =>
      obeying(bench, async ({ tell }) =>
        every(
          await Promise.all(
            (["Unary", "ClientStream", "ServerStream", "Bidi"] as const).map(async (method) => {
              const answer = await tell(method, {});
              return judged(answer.status !== "UNIMPLEMENTED", method, shownTold(answer));
            }),
          ),
        ),
      ),
  },
  {
    ...server,
    id: "told-no-script",
    sentence: "ends a call without a script in OK, with an empty response where one is due",
    check: (bench) =>
      obeying(bench, async ({ endpoint }) => {
        const requests = [requestBytes(null, 3)];
        const answer = await toldCall(endpoint, { path: pathOf("ClientStream"), requests });
        const [message] = answer.messages;
        const isEmpty = message !== undefined && bytesIn(message.bytes, 1).length === 0;
        const sent = "ClientStream with a request without a script";
        return judged(answer.status === "OK" && isEmpty, sent, shownTold(answer));
      }),
  },
  {
    ...server,
    id: "told-responses",
    sentence: "sends a response for each size, of bytes i mod 256",
    check: (bench) =>
      obeying(bench, async ({ tell }) => {
        const sizes = [300, 1, 70_000];
        const answer = await tell("ServerStream", { sizes });
        const isEach =
          answer.messages.length === sizes.length &&
          sizes.every((size, at) => isOf(answer.messages[at]?.bytes, size));
        return judged(
          answer.status === "OK" && isEach,
          `ServerStream with sizes ${sizes.join(", ")}`,
          isEach ? "those bytes" : shownTold(answer),
        );
      }),
  },
  {
    ...server,
    id: "told-status",
    sentence: "ends a call with the code and the message that it is told",
    check: (bench) =>
      obeying(bench, async ({ tell }) => {
        const message = `text ${freshId()}`;
        const answer = await tell("Unary", { code: 9, message });
        const isSame = answer.status === "FAILED_PRECONDITION" && answer.message === message;
        return judged(isSame, `Unary with code 9, ${message}`, shownTold(answer));
      }),
  },
  {
    ...server,
    id: "told-details",
    sentence: "sends the details that it is told as grpc-status-details-bin",
    check: (bench) =>
      obeying(bench, async ({ tell }) => {
        // google.rpc.Status with code 9, message "d" and a detail of the type a/b: some libraries send none without one.
        const details = Buffer.from([8, 9, 18, 1, 100, 26, 5, 10, 3, 97, 47, 98]);
        const { trailing } = await tell("Unary", { code: 9, message: "d", details });
        const came = `${trailing["grpc-status-details-bin"] ?? "no details"}`;
        const sent = "Unary with details of twelve bytes";
        return judged(Buffer.from(came, "base64").equals(details), sent, came);
      }),
  },
  {
    ...server,
    id: "told-metadata",
    sentence: "sends initial and trailing metadata as it is told",
    check: (bench) =>
      obeying(bench, async ({ tell }) => {
        const { initial, trailing } = await tell("Bidi", {
          initial: [header("told-text", "x"), header("told-bytes-bin", everyByte)],
          trailing: [header("told-last", "y")],
        });
        const bytes = Buffer.from(`${initial["told-bytes-bin"]}`, "base64");
        const isSent =
          initial["told-text"] === "x" && bytes.equals(everyByte) && trailing["told-last"] === "y";
        const names = [...Object.keys(initial), ...Object.keys(trailing)]
          .filter((name) => name.startsWith("told-"))
          .join(", ");
        return judged(isSent, "Bidi with two initial and a trailing", names || "none of them");
      }),
  },
  {
    ...server,
    id: "told-headers-first",
    sentence: "sends the initial metadata at once where it is told so",
    check: (bench) =>
      obeying(bench, async ({ tell }) => {
        const { initialAtMs, messagesAtMs } = await tell("ServerStream", {
          headersFirst: true,
          delayMs: pauseMs,
          initial: [header("told-text", "x")],
        });
        const first = messagesAtMs[0] ?? 0;
        return judged(
          initialAtMs !== null && first - initialAtMs > pauseMs / 2,
          `ServerStream with headers_first and a delay of ${pauseMs} ms`,
          initialAtMs === null ? "no metadata" : `${Math.round(first - initialAtMs)} ms between`,
        );
      }),
  },
  {
    ...server,
    id: "told-delay",
    sentence: "waits as long as it is told before it answers, and between responses",
    check: (bench) =>
      obeying(bench, async ({ tell }) => {
        const { messagesAtMs } = await tell("ServerStream", {
          ...{ delayMs: pauseMs, eachMs: pauseMs, sizes: [1, 1] },
        });
        const [first = 0, second = 0] = messagesAtMs;
        const isAfter = (ms: number, told: number) => ms > told - soonMs && ms < told + lateMs;
        const sent = `ServerStream with delay_ms and each_ms ${pauseMs}`;
        const shown = `responses after ${Math.round(first)} and ${Math.round(second)} ms`;
        return judged(isAfter(first, pauseMs) && isAfter(second, 2 * pauseMs), sent, shown);
      }),
  },
  {
    ...server,
    id: "told-early",
    sentence: "answers before the requests have ended where it is told so",
    check: (bench) =>
      obeying(bench, async ({ tell }) => {
        const answer = await tell("Bidi", { early: true, sizes: [1] }, { staysOpen: true });
        const sent = "Bidi with early, whose requests do not end";
        return judged(answer.status === "OK", sent, shownTold(answer));
      }),
  },
  {
    ...server,
    id: "told-gzip",
    sentence: "compresses its responses where it is told so, or says that it cannot",
    check: (bench) =>
      obeying(bench, async ({ tell, seen }) => {
        const id = freshId();
        const fields = { "grpc-accept-encoding": "gzip" };
        const { initial, messages } = await tell(
          "Unary",
          { id, gzip: true, sizes: [5000] },
          { fields },
        );
        const sent = "Unary with gzip and a response of 5000 bytes";
        if (messages[0]?.isCompressed) {
          const encoding = initial["grpc-encoding"];
          return judged(encoding === "gzip", sent, `compressed, grpc-encoding ${encoding}`);
        }
        return (await seen(id))?.leftOut.includes("gzip")
          ? notApplicable(sent, "left_out: gzip")
          : broken(sent, "a response that is not compressed, and left_out does not say so");
      }),
  },
  {
    ...server,
    id: "told-report",
    sentence: "tells afterwards the metadata of a call, and how many requests it read",
    check: (bench) =>
      obeying(bench, async ({ tell, seen }) => {
        const id = freshId();
        const fields = { "told-seen": "x" };
        await tell("ClientStream", { id }, { payloads: [0, 3, 5], fields });
        const told = await seen(id);
        const has = told?.metadata.some(
          ({ name, value }) => name === "told-seen" && `${Buffer.from(value)}` === "x",
        );
        return judged(
          has === true && told?.received === 3,
          "Report of a ClientStream of three requests with told-seen: x",
          told === null
            ? "nothing"
            : `received ${told.received}, ${has ? "the metadata" : "other metadata"}`,
        );
      }),
  },
  {
    ...server,
    id: "told-timeout",
    sentence: "tells how much of a deadline was left, -1 of a call without one, or that it cannot",
    check: (bench) =>
      obeying(bench, async ({ tell, seen }) => {
        const [none, some] = [freshId(), freshId()];
        await tell("Unary", { id: none });
        await tell("Unary", { id: some }, { fields: { "grpc-timeout": "8000m" } });
        const [without, within] = [await seen(none), await seen(some)];
        const sent = "Report of a call without a deadline, and of one of 8 s";
        if (within?.leftOut.includes("timeout")) return notApplicable(sent, "left_out: timeout");
        const left = within?.timeoutMs ?? -1;
        return judged(
          without?.timeoutMs === null && left > 8000 - lateMs && left < 8100,
          sent,
          `${without ? (without.timeoutMs ?? -1) : "nothing"}, and ${within ? left : "nothing"}`,
        );
      }),
  },
  {
    ...server,
    id: "told-cancelled",
    sentence: "tells of a call that was cancelled when the library said so",
    check: (bench) =>
      obeying(bench, async ({ tell, seen }) => {
        const id = freshId();
        await tell("ServerStream", { id, delayMs: lateMs }, { cancelAfterMs: 100 });
        await Eventual.when(() => {}).orAfter(settleMs, null);
        const told = await seen(id);
        const after = told?.cancelledAfterMs ?? null;
        const sent = "Report of a call that its client reset after 100 ms";
        return judged(
          after !== null && after >= 0 && after < lateMs,
          sent,
          told === null ? "nothing" : `cancelled_after_ms ${after ?? -1}`,
        );
      }),
  },
  {
    ...server,
    id: "told-unknown-id",
    sentence: "answers Report of an id that no call had with NOT_FOUND",
    check: (bench) =>
      obeying(bench, async ({ endpoint }) => {
        const answer = await report(endpoint, freshId());
        const sent = "Report of an id that no call had";
        return judged(answer.status === "NOT_FOUND", sent, shownTold(answer));
      }),
  },
  {
    ...server,
    id: "told-stop",
    sentence: "stops gracefully where it is told so: the call goes on, and no connection is taken",
    check: (bench) =>
      obeying(bench, async ({ tell, endpoint }) => {
        const stopping = tell("Unary", { stopServer: true, delayMs: 2 * pauseMs, sizes: [7] });
        await Eventual.when(() => {}).orAfter(pauseMs, null);
        const [later, answer] = [await report(endpoint, "later"), await stopping];
        return every([
          judged(
            answer.status === "OK" && isOf(answer.messages[0]?.bytes, 7),
            "Unary with stop_server and a delay",
            shownTold(answer),
          ),
          judged(
            !["OK", "NOT_FOUND"].includes(later.status),
            "a call on another connection meanwhile",
            shownTold(later),
          ),
        ]);
      }),
  },
];
