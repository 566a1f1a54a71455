/** A client and a server that do each exchange as the specification says, and what shows of it. */
import { createHash } from "node:crypto";
import type { Exchange, Shown, ShownConnection, ShownStream } from "../../behaviours/behaviour.ts";
import { pathOf } from "../../behaviours/exchange.ts";
import {
  entryOf,
  type Header,
  requestBytes,
  responseBytes,
} from "../../behaviours/told-messages.ts";
import { grpcStatusNames } from "../../domain/grpc-status.ts";
import { clean } from "../../domain/outside-text.ts";
import type { HeaderField } from "../../wire/hpack-static-table.ts";
import type { WireHalf } from "../../wire/side-streams.ts";

const limitBytes = 4 * 1024 * 1024;

/** How a call ends, and what is answered before that. */
type End = Readonly<{
  code: number;
  message: string;
  sizes: readonly number[];
  /** Who makes the status; `client` means that the server's trailers say OK, or never come. */
  by: "server" | "client";
  elapsedMs: number;
  cancelled: boolean;
}>;

export const soundlyShown = (exchange: Exchange): Shown => {
  const { script, payloads, options } = exchange;
  const end = endOf(exchange);
  const stream = streamOf(exchange, end);
  const metadata = options.metadata ?? [];
  const isKnown = end.message !== unknownMessage;
  return {
    exchange,
    streams: streamsOf(exchange, stream),
    connections: connectionsOf(exchange),
    report: {
      status: grpcStatusNames[end.code] ?? String(end.code),
      message: clean(end.message),
      chain: [],
      rpc: {
        messages: end.sizes.map((size) => {
          const bytes = responseBytes(size);
          const sha256 = createHash("sha256").update(bytes).digest("hex");
          return { size: bytes.length, sha256 };
        }),
        initial: isKnown ? (script?.initial ?? []).map(lowered).map(entryOf) : [],
        trailing: isKnown ? (script?.trailing ?? []).map(entryOf) : [],
        details:
          script && script.details.length > 0 && end.by === "server"
            ? Buffer.from(script.details).toString("base64")
            : null,
        elapsedMs: end.elapsedMs,
      },
    },
    seen: exchange.report
      ? {
          metadata: metadata.map(({ name, value }) => ({
            name: name.toLowerCase(),
            value: trimmed({ name, value: Buffer.from(value, "base64") }),
          })),
          timeoutMs: options.deadlineMs === undefined ? 10_000 : options.deadlineMs,
          received: end.cancelled ? 1 : payloads.length,
          cancelledAfterMs: end.cancelled ? end.elapsedMs : null,
          authority: "localhost",
          leftOut: [],
        }
      : null,
  };
};

const toldValue = ({ options }: Exchange, name: string): string | null => {
  const entry = options.metadata?.find((one) => one.name === name);
  return entry ? Buffer.from(entry.value, "base64").toString() : null;
};

/** A call that is left unprocessed is made again, once. */
const streamsOf = (exchange: Exchange, stream: ShownStream): readonly ShownStream[] => {
  const refused = {
    ...stream,
    response: { ...stream.response, blocks: [], data: new Uint8Array(), reset: "REFUSED_STREAM" },
  };
  const leftOut = { ...stream, stream: 5, response: { ...refused.response, reset: null } };
  if (exchange.address === "closed" || isGone(exchange)) return [];
  if (followsGoAway(exchange)) return [{ ...stream, connection: 1 }];
  switch (toldValue(exchange, "told-refuse")) {
    case "1":
      return [refused, { ...stream, stream: 3 }];
    case null:
      return toldValue(exchange, "told-go-away") === null
        ? [stream]
        : [leftOut, { ...stream, connection: 1 }];
    default:
      return [refused, refused];
  }
};

const connectionsOf = (exchange: Exchange): readonly ShownConnection[] => {
  const goaway = { code: "NO_ERROR", lastStream: 3, debugData: "", endsAt: 0, atMs: 1 };
  const quiet: ShownConnection = {
    goaways: [],
    maxStreams: 1,
    pings: { client: [], server: isSilent(exchange) ? pingsAt(1_000, 2_000) : [] },
  };
  if (isPinged(exchange)) {
    const debugData = "too_many_pings";
    const calm = { code: "ENHANCE_YOUR_CALM", lastStream: 3, debugData, endsAt: 0, atMs: 400 };
    const client = pingsAt(100, 200, 300, 400);
    const slower = pingsAt(200, 400, 600);
    return [
      { ...quiet, goaways: [calm], pings: { ...quiet.pings, client } },
      { ...quiet, pings: { ...quiet.pings, client: slower } },
    ];
  }
  const isTold =
    exchange.name === "in flight" ||
    followsGoAway(exchange) ||
    toldValue(exchange, "told-go-away") !== null;
  return isTold ? [{ ...quiet, goaways: [goaway] }, quiet] : [quiet];
};

const pingsAt = (...times: readonly number[]) =>
  times.map((atMs) => ({ atMs, answered: true, endsAt: 0 }));

/** Exchanges by their names: what a pair does then follows from the one before. */
const isGone = ({ name }: Exchange) => /^(?:afterwards|meanwhile)/.test(name);
const followsGoAway = ({ name }: Exchange) =>
  ["next", "pinged again"].includes(name) || name.startsWith("the one after");
const isSilent = ({ name }: Exchange) => name === "long silence";
const isPinged = ({ name }: Exchange) => name.startsWith("pinged");
/** Its connection is closed in it. */
const isCut = (exchange: Exchange) =>
  exchange.name === "pinged" || toldValue(exchange, "told-too-many-pings") !== null;

const unknownMessage = "there is no such method";

const endOf = (exchange: Exchange): End => {
  const { kind, path, script, payloads, options } = exchange;
  const sizes = script?.sizes ?? [];
  const usual: End = {
    ...{ code: script?.code ?? 0, by: "server" },
    message: `${script?.message ?? ""}${script?.loneSurrogate ? "\ufffd" : ""}`,
    ...{ elapsedMs: 1, cancelled: false },
    sizes: sizesOf(exchange),
  };
  const made = (code: number, by: End["by"], rest: Partial<End> = {}): End => ({
    ...usual,
    ...{ code, by, message: "made by a library", sizes: [] },
    ...rest,
  });
  const method = path.slice(path.lastIndexOf("/") + 1);
  if (path !== pathOf(method) || method === "Missing") {
    return made(12, "server", { message: unknownMessage });
  }
  if (options.cancel) {
    return made(1, "client", {
      cancelled: true,
      elapsedMs: 50,
      sizes: "afterMessages" in options.cancel ? [10, 10] : [],
    });
  }
  if ((toldValue(exchange, "told-refuse") ?? "1") !== "1") return made(14, "client");
  if (isGone(exchange)) return made(14, "client");
  if (isCut(exchange)) return made(14, "client", { elapsedMs: 450 });
  if (isSilent(exchange)) return { ...usual, elapsedMs: script?.delayMs ?? 0 };
  if (exchange.address === "closed") {
    return options.waitForReady ? made(4, "client") : made(14, "client");
  }
  const lateMs = script?.delayMs ?? 0;
  if (options.deadlineMs && lateMs >= options.deadlineMs) {
    return made(4, "client", { cancelled: true, elapsedMs: options.deadlineMs });
  }
  if (method === "Unary" && kind !== "unary" && payloads.length !== 1) return made(12, "server");
  if (payloads.some((payload) => payload > limitBytes)) return made(8, "server");
  if (kind === "unary" && usual.code === 0 && sizes.length !== 1) return made(12, "client");
  const over = sizes.findIndex((size) => size + 5 > limitBytes);
  return over === -1 ? usual : made(8, "client", { sizes: sizes.slice(0, over) });
};

/** Methods with one response send the first size, if the status is OK. */
const sizesOf = ({ kind, script }: Exchange): readonly number[] => {
  if (kind === "server-stream" || kind === "bidi") return script?.sizes ?? [];
  if ((script?.code ?? 0) !== 0) return [];
  return script ? script.sizes.slice(0, 1) : [0];
};

const streamOf = (exchange: Exchange, end: End): ShownStream => {
  const { script, payloads, options } = exchange;
  const deadlineMs = options.deadlineMs === undefined ? 10_000 : options.deadlineMs;
  const timeout = deadlineMs === null ? [] : [field("grpc-timeout", timeoutText(deadlineMs))];
  const encoding = options.compression ? [field("grpc-encoding", "gzip")] : [];
  const metadata = (options.metadata ?? []).map(({ name, value }) =>
    fieldOf({ name, value: Buffer.from(value, "base64") }),
  );
  const request: WireHalf = {
    blocks: [[field(":path", exchange.path), ...timeout, ...encoding, ...metadata]],
    data: prefixed(
      payloads.map((payload, at) =>
        requestBytes(at === 0 && script ? { ...script, id: "1" } : null, payload),
      ),
      options.compression !== undefined && options.compression !== null,
    ),
    reset: end.cancelled ? "CANCEL" : null,
    ended: !end.cancelled,
    ...places,
  };
  const isKnown = end.message !== unknownMessage;
  const initial = isKnown ? (script?.initial ?? []).map(lowered).map(fieldOf) : [];
  const headers = [
    field(":status", "200"),
    ...(script?.gzip ? [field("grpc-encoding", "gzip")] : []),
    ...initial,
  ];
  const code = end.by === "server" ? end.code : 0;
  const details =
    script && script.details.length > 0
      ? [fieldOf({ name: "grpc-status-details-bin", value: script.details })]
      : [];
  const trailers = [
    field("grpc-status", String(code)),
    ...(end.message === "" || code === 0
      ? []
      : [field("grpc-message", percentEncoded(end.message))]),
    ...details,
    ...(script?.trailing ?? []).map(fieldOf),
  ];
  const response: WireHalf = {
    blocks: end.cancelled ? [headers] : [headers, trailers],
    data: prefixed(sizesOf(exchange).map(responseBytes), script?.gzip ?? false),
    reset: null,
    ended: !end.cancelled,
    ...places,
  };
  const begunMs = exchange.atOnce ? 10 : 0;
  return {
    ...{ stream: 1, request, response },
    ...{ connection: 0, begunMs, endedMs: begunMs + end.elapsedMs },
    answeredMs: response.data.length > 0 ? begunMs + end.elapsedMs : null,
    requestEndedMs: options.halfClose === false ? null : begunMs,
  };
};

/** Where in a recording the frames of a half stand; what is not there stands nowhere. */
const places = {
  ...{ blockEnds: [10, 30], dataEndsAt: 20 },
  ...{ beginsAt: 10, endsAt: 30, resetAt: 40 },
};

const field = (name: string, value: string): HeaderField => ({ name, value });

const lowered = ({ name, value }: Header): Header => ({ name: name.toLowerCase(), value });

/** What HTTP/2 cannot carry is not sent. */
const trimmed = ({ name, value }: Header): Uint8Array =>
  name.endsWith("-bin")
    ? value
    : Buffer.from(Buffer.from(value).toString("latin1").trim(), "latin1");

const fieldOf = (header: Header): HeaderField =>
  field(
    header.name.toLowerCase(),
    header.name.endsWith("-bin")
      ? Buffer.from(header.value).toString("base64").replace(/=+$/, "")
      : Buffer.from(trimmed(header)).toString("latin1"),
  );

const timeoutText = (deadlineMs: number) =>
  deadlineMs < 1e8 ? `${deadlineMs}m` : `${Math.ceil(deadlineMs / 1000)}S`;

/** As PROTOCOL-HTTP2.md has it, and outer space too, which HTTP/2 forbids. */
const percentEncoded = (text: string): string =>
  [...Buffer.from(text, "utf8")]
    .map((byte, at, all) => {
      const isOuter = at === 0 || at === all.length - 1;
      const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25 && !(isOuter && byte === 0x20);
      return isPlain
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");

const prefixed = (messages: readonly Uint8Array[], compressed: boolean): Uint8Array =>
  Buffer.concat(
    messages.flatMap((message) => {
      const prefix = Buffer.alloc(5);
      prefix[0] = Number(compressed);
      prefix.writeUInt32BE(message.length, 1);
      return [prefix, message];
    }),
  );
