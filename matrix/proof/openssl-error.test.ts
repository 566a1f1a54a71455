import { expect, test } from "vitest";
import { firstLine } from "./openssl-error.ts";

test.for([
  ["connect ECONNREFUSED 127.0.0.1:1", "connect ECONNREFUSED 127.0.0.1:1"],
  [" two\nlines", "two"],
  [
    "40DD64C7767F0000:error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:916:SSL alert number 40\n",
    "error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure",
  ],
] as const)("%j", ([message, line]) => {
  expect(firstLine(new Error(message))).toBe(line);
});
