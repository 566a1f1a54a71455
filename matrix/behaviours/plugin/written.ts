import { createHash } from "node:crypto";
import type { Finding } from "../../domain/behaviour.ts";
import { Malformed } from "../../wire/byte-reader.ts";
import type { WireStream } from "../../wire/grpc-calls.ts";
import { protobufFields } from "../../wire/protobuf-fields.ts";
import { clauses } from "../clauses.ts";
import { distinct, quote, violation } from "../findings.ts";
import { messagesIn, valueIn } from "../wire-view.ts";
import type { PluginBehaviour, PluginStart, ShownStart } from "./plugin-behaviour.ts";
import { toldCall } from "./told-call.ts";
import { orUnusable } from "./usable.ts";

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, at) => at));

/** One after another, with an answer in between. */
const outputs = [
  { stdout: Buffer.from("a line\n"), stderr: Buffer.from("another line\n") },
  { stdout: everyByte, stderr: Buffer.from("no line feed") },
  { stdout: Buffer.alloc(100 * 1024, everyByte), stderr: Buffer.alloc(100 * 1024, "e") },
] as const;

const channels = ["stdout", "stderr"] as const;
type Channel = (typeof channels)[number];

const told: Readonly<Record<Channel, Buffer>> = {
  stdout: Buffer.concat(outputs.map(({ stdout }) => stdout)),
  stderr: Buffer.concat(outputs.map(({ stderr }) => stderr)),
};

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const start: PluginStart = {
  name: "start",
  host: { output: true },
  plugin: { listens: "as go-plugin does" },
  proof: ["put", "get-exact"],
  sequel: {
    calls: outputs.map((output) => [toldCall("Unary", output)]),
    output: { stdout: told.stdout.length, stderr: told.stderr.length },
  },
};

/** What a service writes after the handshake reaches its host byte for byte. */
export const written: PluginBehaviour = {
  name: "plugin-output",
  title: "what a plugin writes on its standard output and its standard error",
  advice: "Do not send data this way: use a call, or write text lines to a log.",
  area: "plugins",
  starts: [start],
  judge: (shown) => {
    const one = shown(start.name);
    const found = orUnusable(one);
    if (found.length > 0) return found;
    const failed = one.reports.flatMap(({ calls }) => calls).find(({ status }) => status !== "OK");
    if (failed) {
      const said = quote("client", `status ${failed.status}: ${failed.message}`);
      return [
        violation(null, clauses.stdioServer, "a call fails in which the plugin writes", said),
      ];
    }
    return distinct(channels.flatMap((channel) => arrived(channel, one)));
  },
};

const arrived = (channel: Channel, { wire, output }: ShownStart): readonly Finding[] => {
  const due = told[channel];
  const sent = wire.streams && sentOn(wire.streams, channel);
  const got = output?.[channel];
  const came = quote("client", got ? `${got.size} bytes of ${channel}` : `no ${channel}`);
  if (sent !== null && !sent.equals(due)) {
    return [
      violation(
        "server",
        clauses.stdioServer,
        `what the plugin writes on ${channel} is not sent as it is`,
        quote("wire", `${sent.length} bytes of ${channel}, where ${due.length} are due`),
      ),
    ];
  }
  return got?.sha256 === digests[channel]
    ? []
    : [
        violation(
          sent === null ? null : "client",
          clauses.stdioClient,
          `what the plugin writes on ${channel} does not reach the application as it is`,
          came,
        ),
      ];
};

const digests = {
  stdout: sha256(told.stdout),
  stderr: sha256(told.stderr),
} as const satisfies Readonly<Record<Channel, string>>;

const path = "/plugin.GRPCStdio/StreamStdio";

/** Values of StdioData.Channel in proto/go_plugin.proto. */
const channelNumber = { stdout: 1n, stderr: 2n } as const;

/** What went out on a channel, over all streams. */
const sentOn = (streams: readonly WireStream[], channel: Channel): Buffer =>
  Buffer.concat(
    streams
      .filter(({ request }) => valueIn(request.blocks[0], ":path") === path)
      .flatMap(({ response }) => messagesIn(response))
      .flatMap(({ bytes }) => dataOf(bytes, channel)),
  );

const dataOf = (message: Uint8Array, channel: Channel): readonly Uint8Array[] => {
  try {
    const fields = protobufFields(message);
    const data = fields.get(2);
    return fields.get(1) === channelNumber[channel] && data instanceof Uint8Array ? [data] : [];
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return [];
  }
};
