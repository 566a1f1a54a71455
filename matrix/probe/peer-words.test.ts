import { expect, test } from "vitest";
import { headerOf, octetWords, opensslReason } from "./peer-words.ts";

test.for([
  [Buffer.alloc(0), "nothing"],
  [Buffer.from("15030300020250", "hex"), "a TLS alert"],
  [Buffer.from("000000040000000000", "hex"), "HTTP/2"],
  [Buffer.from("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n"), "HTTP/1.1 400 Bad Request"],
  [Buffer.from("SSH-2.0-OpenSSH_9.2\r\n"), "SSH-2.0-OpenSSH_9.2"],
  [Buffer.from("220 mail.example.test\u001b[2J\r\n"), "220 mail.example.test?[2J"],
  [Buffer.from("ff00ff00", "hex"), "octets ff00ff00"],
] as const)("octets: $1", ([octets, words]) => {
  expect(octetWords(octets)).toBe(words);
});

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

test("a header is found whatever its case", () => {
  const answer = "HTTP/1.1 200 OK\r\nSERVER:  nginx/1.22.1\r\n\r\n";
  expect([headerOf(answer, "server"), headerOf(answer, "via")]).toEqual([
    "nginx/1.22.1",
    undefined,
  ]);
});
