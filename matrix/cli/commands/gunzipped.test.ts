import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzipped } from "./gunzipped.ts";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = async (bytes: Uint8Array, size: number) => {
  const endings: string[] = [];
  const parts: Uint8Array[] = [];
  for await (const some of gunzipped(pieces(bytes, size), (ending) => endings.push(ending))) {
    parts.push(some);
  }
  return { text: Buffer.concat(parts).toString(), endings };
};

const line = "2026-11-21T10:00:00Z ERROR kv dial tcp 10.0.0.7:443: connect: connection refused\n";
const log = Array.from({ length: 3000 }, (_, index) => `${index} ${line}`).join("");
const packed = gzipSync(log);
const flipped = Buffer.from(packed);
flipped.fill(0xff, packed.length >> 1, (packed.length >> 1) + 8);

for (const size of [1, 7, 4096, 1 << 20]) {
  test.for<readonly [string, Uint8Array, string, string]>([
    ["no gzip", Buffer.from(line), line, "whole"],
    ["nothing", Buffer.alloc(0), "", "whole"],
    ["one byte", Buffer.from([0x1f]), "\x1f", "whole"],
    ["one member", packed, log, "whole"],
    ["an empty member", gzipSync(""), "", "whole"],
    ["members one behind another", Buffer.concat([packed, gzipSync(line)]), log + line, "whole"],
    ["zeros behind the last member", Buffer.concat([packed, Buffer.alloc(512)]), log, "whole"],
  ])(`in pieces of ${size}: %s`, async ([, bytes, text, ending]) => {
    expect(await read(bytes, size)).toEqual({ text, endings: [ending] });
  });

  test.for<readonly [string, Uint8Array, string]>([
    ["cut off", packed.subarray(0, packed.length - 300), "truncated"],
    ["cut off in its last bytes", packed.subarray(0, packed.length - 3), "truncated"],
    ["cut off in its header", packed.subarray(0, 5), "truncated"],
    ["broken in the middle", flipped, "damaged"],
    ["no gzip behind its magic bytes", Buffer.from([0x1f, 0x8b, 0x09, 0, 1, 2, 3]), "damaged"],
  ])(`in pieces of ${size}, as far as it can be read: %s`, async ([, bytes, ending]) => {
    const { text, endings } = await read(bytes, size);
    const isLong = bytes.length > 1000;
    expect(text.slice(0, log.length / 4)).toBe(isLong ? log.slice(0, log.length / 4) : "");
    expect(endings).toEqual([ending]);
  });
}
