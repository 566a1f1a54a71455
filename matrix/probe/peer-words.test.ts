import { expect, test } from "vitest";
import { byteWords, headerOf } from "./peer-words.ts";

test.for([
  [Buffer.alloc(0), "nothing"],
  [Buffer.from("15030300020250", "hex"), "a TLS alert"],
  [Buffer.from("000000040000000000", "hex"), "HTTP/2"],
  [Buffer.from("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n"), "HTTP/1.1 400 Bad Request"],
  [Buffer.from("SSH-2.0-OpenSSH_9.2\r\n"), "SSH-2.0-OpenSSH_9.2"],
  [Buffer.from("220 mail.example.test\u001b[2J\r\n"), "220 mail.example.test"],
  [
    Buffer.from("220 ghp_abcdefghijklmnopqr\u001b[0mstuvwxyz0123456789 ready\r\n"),
    "220 [secret removed] ready",
  ],
  [Buffer.from("ff00ff00", "hex"), "bytes ff00ff00"],
] as const)("bytes: $1", ([bytes, words]) => {
  expect(byteWords(bytes)).toBe(words);
});

test("a header is found whatever its case", () => {
  const answer = "HTTP/1.1 200 OK\r\nSERVER:  nginx/1.22.1\r\n\r\n";
  expect([headerOf(answer, "server"), headerOf(answer, "via")]).toEqual([
    "nginx/1.22.1",
    undefined,
  ]);
});
