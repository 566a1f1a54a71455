import { expect, test } from "vitest";
import { protobufFields } from "./protobuf-fields.ts";
import { bytesField, numberField } from "./protobuf-message.ts";

test.for([0, 1, 127, 128, 300, 2 ** 21, 2 ** 22 + 1])(
  "a value of %i bytes is read back",
  (size) => {
    const value = Buffer.alloc(size, 7);
    const read = protobufFields(Buffer.concat([numberField(1, size), bytesField(2, value)]));
    expect(read.get(1)).toBe(BigInt(size));
    expect(Buffer.compare(Buffer.from(read.get(2) as Uint8Array), value)).toBe(0);
  },
);
