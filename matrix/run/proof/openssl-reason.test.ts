import { expect, test } from "vitest";
import { opensslReason } from "./openssl-reason.ts";

test.for([
  [
    "407DF1E65F7F0000:error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:918:SSL alert number 40\n",
    "alert handshake failure (40)",
  ],
  [
    "404DE270067F0000:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:../x.c:918:SSL alert number 116\n",
    "alert certificate required (116)",
  ],
  [
    "407DFF79BF7F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../tlsany_meth.c:77:\n",
    "wrong version number",
  ],
  ["read ECONNRESET", "read ECONNRESET"],
] as const)("%s", ([message, reason]) => {
  expect(opensslReason(message)).toBe(reason);
});
