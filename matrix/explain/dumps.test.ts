/** Dumps of what a program wrote: the preface in them is no request that a server refused. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (text: string) => {
  const { tells, diagnosis } = explain([{ name: "-", text }]);
  return [tells, diagnosis.causes[0]?.code];
};

test.for<readonly [string, string]>([
  [
    "gRPC core's trace",
    "I0401 09:00:00.100000 11 secure_endpoint.cc:154] Write first:0x7f5e: 50 52 49 20 2a 20 48 54 54 50 2f 32 2e 30 0d 0a 0d 0a 53 4d 'PRI * HTTP/2.0....SM....'",
  ],
  ["strace", 'write(7, "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n\\0\\0\\22\\4", 51) = 51'],
  ["strace in octal", 'sendto(7, "PRI * HTTP/2.0\\15\\12\\15\\12SM\\15\\12", 24, 0, NULL, 0) = 24'],
  [
    "hexdump -C",
    "00000000  50 52 49 20 2a 20 48 54  54 50 2f 32 2e 30 0d 0a  |PRI * HTTP/2.0..|\n00000010  0d 0a 53 4d 0d 0a 0d 0a                           |..SM....|",
  ],
  ["tshark", "    Magic: PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n"],
  ["a capture's text", "E..4....PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n......"],
])("%s: no cause", ([, text]) => {
  expect(told(`${text}\n12:00:01 INFO health of kv: SERVING\n`)).not.toContain(
    "plaintext-client-to-tls-port",
  );
  expect(told(text)).toEqual(["nothing", "undiagnosed"]);
});

test.for([
  '10.0.0.2 - - [21/Nov/2026:10:00:00 +0000] "PRI * HTTP/2.0" 400 157 "-" "-"',
  "ERROR invalid request line: PRI * HTTP/2.0",
  "WARN bad request syntax ('PRI * HTTP/2.0')",
  'ERROR malformed HTTP request "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n"',
  '[10:00:00] 10.0.0.2 "PRI * HTTP/2.0" - -',
])("a server that refuses it: %s", (line) => {
  expect(told(line)[0]).toBe("cause");
});
