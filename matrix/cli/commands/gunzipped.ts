import type { Ending } from "../../explain/ending.ts";
import type { GzipMember } from "./gzip-member.ts";

/** The magic bytes of gzip (RFC 1952 section 2.3.1). */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Bytes as they are, or what they hold if they are gzip's: of one member, or of several one behind another (RFC 1952
 * section 2.2). As much is handed on as can be read.
 *
 * @param tell - is called once, at the end.
 */
export async function* gunzipped(
  bytes: AsyncIterable<Uint8Array>,
  tell: (ending: Ending) => void,
): AsyncGenerator<Uint8Array> {
  let opening: Uint8Array = new Uint8Array();
  let member: GzipMember | undefined;
  for await (const some of bytes) {
    if (opening.length >= 2) {
      yield* member ? member.read(some) : [some];
      if (member?.fault) break;
      continue;
    }
    opening = Buffer.concat([opening, some]);
    if (opening.length < 2) continue;
    // A log that is not compressed does not wait for Node to load its decompression.
    if (isGzip(opening)) member = new (await import("./gzip-member.ts")).GzipMember();
    yield* member ? member.read(opening) : [opening];
  }
  if (opening.length === 1) yield opening;
  if (member) yield* member.end();
  tell(member?.fault ?? "whole");
}
