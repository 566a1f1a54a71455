import { excerpt } from "../domain/excerpt.ts";
import type { SpokenProtocol } from "../domain/probe-evidence.ts";
import { foreignProtocols } from "../knowledge/protocols.ts";
import { bytesOf } from "./first-frame.ts";
import { type Symptoms, seenIn } from "./rule.ts";

/** The protocol whose server begins like this without being asked; null for what no row of the table knows. */
export const protocolSpoken = (bytes: Uint8Array): SpokenProtocol | null => {
  const text = Buffer.from(bytes).toString("latin1");
  const row = foreignProtocols.find(({ asked, begins }) => asked === null && begins.test(text));
  return row ? { name: row.name, source: row.source, saw: shown(text) } : null;
};

/** What the other side of a failed connection speaks instead: as a probe found out, or by its first bytes. */
export const foreignProtocol = ({ endpoint, evidence }: Symptoms): SpokenProtocol | null => {
  if (endpoint?.protocol) return endpoint.protocol;
  const seen = seenIn(evidence).connection?.wire;
  if (seen?.server.protocol === "other") {
    return protocolSpoken(Buffer.from(seen.server.firstBytes, "hex"));
  }
  const within = seen?.messages.find(({ from, name }) => from === "server" && name === "bytes");
  if (!within || (seen?.http2?.server.frames.length ?? 0) > 0) return null;
  const spoken = protocolSpoken(bytesOf(within.detail));
  return spoken && { ...spoken, name: `${spoken.name} behind TLS` };
};

/** A listener that waits for something else than a client of gRPC sends: that it does not answer one is no wonder. */
export const isAnotherListener = (symptoms: Symptoms): boolean =>
  foreignProtocol(symptoms) !== null || symptoms.endpoint?.behindProxyHeader !== undefined;

/** Text as such, up to the end of its line; other bytes in hexadecimal. */
const shown = (text: string): string => {
  const [line = ""] = text.split(/\r?\n/);
  return /^[ -~]+$/.test(line)
    ? excerpt(line, 0, 80)
    : `bytes ${Buffer.from(text.slice(0, 16), "latin1").toString("hex")}`;
};
