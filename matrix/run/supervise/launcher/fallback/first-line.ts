import { isUtf8 } from "node:buffer";
import type { Message, Report } from "./messages.ts";
import { discard, type Sink } from "./relay.ts";

/** As in first_line.go. */
const longestLineBytes = 64 * 1024;

/**
 * Hands the host the line that the orchestrator announces in the stead of the plugin's first; what has no
 * newline is handed on as it is.
 *
 * @param announced - null if there will be no announcement.
 * @returns where the rest is to go, to nobody if none was announced: the host is not to take the second line
 *   for the first.
 */
export const interpose = async (
  chunks: AsyncIterator<Buffer, void>,
  report: Report,
  announced: Promise<Buffer | null>,
  host: Sink,
): Promise<Readonly<{ read: Buffer; to: Sink }>> => {
  let read: Buffer = Buffer.alloc(0);
  let newline = -1;
  while (newline === -1 && read.length < longestLineBytes) {
    const next = await chunks.next();
    if (next.done) break;
    read = Buffer.concat([read, next.value]);
    newline = read.subarray(0, longestLineBytes).indexOf(10);
  }
  if (newline === -1) {
    const text = read.subarray(0, longestLineBytes);
    if (text.length > 0) report(lineMessage(text, false));
    await host(text);
    return { read: read.subarray(text.length), to: host };
  }
  report(lineMessage(read.subarray(0, newline), true));
  const replacement = await announced;
  const rest = read.subarray(newline + 1);
  if (replacement === null) return { read: rest, to: discard };
  await host(Buffer.concat([replacement, Buffer.from("\n")]));
  return { read: rest, to: host };
};

const lineMessage = (bytes: Buffer, complete: boolean): Message =>
  isUtf8(bytes)
    ? { type: "line", text: bytes.toString("utf8"), complete }
    : { type: "line", base64: bytes.toString("base64"), complete };
