import { describe, expect, test } from "vitest";
import { redacted } from "./redact.ts";

const key = (name: string, body = "MIGHAgEAMBMGByqGSM49\nAgEGCCqGSM49AwEHBG0w") =>
  `-----BEGIN ${name}-----\n${body}\n-----END ${name}-----`;

describe("private keys", () => {
  test.for([
    "PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
  ])("%s is removed, what stands around it is kept", (name) => {
    expect(redacted(`before\n${key(name)}\nafter`)).toBe("before\n[private key removed]\nafter");
  });

  test.for([
    [
      "two keys",
      `${key("PRIVATE KEY")}\nbetween\n${key("RSA PRIVATE KEY")}`,
      "[private key removed]\nbetween\n[private key removed]",
    ],
    [
      "a key whose end was cut off",
      "a\n-----BEGIN PRIVATE KEY-----\nMIGHAgEA",
      "a\n[private key removed]",
    ],
    [
      "a key with escaped line ends",
      JSON.stringify({ pem: key("PRIVATE KEY") }),
      '{"pem":"[private key removed]"}',
    ],
    [
      "a key with carriage returns",
      key("PRIVATE KEY").replaceAll("\n", "\r\n"),
      "[private key removed]",
    ],
    [
      "a key in colour",
      key("PRIVATE KEY").replace("PRIVATE", "\u001b[31mPRIVATE\u001b[0m"),
      "[private key removed]",
    ],
    [
      "a key with a control character in its header",
      key("PRIVATE KEY").replace("PRI", "PRI\u0000"),
      "[private key removed]",
    ],
  ])("%s", ([, text, safe]) => {
    expect(redacted(text as string)).toBe(safe);
  });

  test("a key whose beginning was cut off leaves none of its octets", () => {
    const text = "AgEGCCqGSM49AwEHBG0w\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----\nafter";
    expect(redacted(text)).not.toMatch(/AgEGCCqGSM49|MIGHAgEA/);
    expect(redacted(text)).toMatch(/\nafter$/);
  });

  test.for(["CERTIFICATE", "PUBLIC KEY", "CERTIFICATE REQUEST"])("%s is kept", (name) => {
    expect(redacted(key(name))).toBe(key(name));
  });
});

describe("secrets of an NSS key log", () => {
  const random = "0a".repeat(32);
  const secret = "fE".repeat(48);

  // Labels of RFC 9850 section 3 that come with a secret.
  test.for([
    "CLIENT_RANDOM",
    "CLIENT_EARLY_TRAFFIC_SECRET",
    "EARLY_EXPORTER_SECRET",
    "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    "SERVER_HANDSHAKE_TRAFFIC_SECRET",
    "CLIENT_TRAFFIC_SECRET_0",
    "SERVER_TRAFFIC_SECRET_0",
    "EXPORTER_SECRET",
    "ECH_SECRET",
  ])("%s loses its secret and keeps its random", (label) => {
    expect(redacted(`log: ${label} ${random} ${secret}\nmore`)).toBe(
      `log: ${label} ${random} [secret removed]\nmore`,
    );
  });

  test("in a coloured line too", () => {
    expect(redacted(`\u001b[32mCLIENT_RANDOM ${random} ${secret}\u001b[0m`)).toBe(
      `CLIENT_RANDOM ${random} [secret removed]`,
    );
  });

  test("each line of several", () => {
    const line = `CLIENT_TRAFFIC_SECRET_0 ${random} ${secret}`;
    expect(redacted(`${line}\n${line}`)).not.toContain(secret);
  });
});

describe("what a terminal would obey", () => {
  test.for([
    ["colours", "\u001b[1;31mred\u001b[0m", "red"],
    ["private modes", "\u001b[?25lhidden\u001b[?25h", "hidden"],
    ["a cursor movement", "a\u001b[2K\u001b[1Gb", "ab"],
    ["a window title ended by BEL", "\u001b]0;owned\u0007text", "text"],
    ["a hyperlink ended by ST", "\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link"],
    ["a two-character escape", "a\u001bMb", "ab"],
    ["a character set chosen, as tput sgr0 does", "a\u001b(Bb", "ab"],
    ["an escape at the end of the text", "text\u001b", "text"],
    ["an escape in an escape", "\u001b\u001b[31mtext", "text"],
    ["bell, backspace, null and delete", "a\u0007\u0008\u0000\u007fb", "ab"],
    ["C1 control characters", "a\u0085\u0090b", "ab"],
    ["carriage returns", "line\r\nnext\r\n", "line\nnext\n"],
    [
      "a title that never ends takes its own line only",
      "\u001b]0;title\nTLS alert 40",
      "\nTLS alert 40",
    ],
  ] as const)("%s", ([, text, safe]) => {
    expect(redacted(text)).toBe(safe);
  });
});

test.for([
  "",
  "plain\n\tindented\n\n",
  "E1121 07:00:00 ssl_transport_security.cc:1884] Handshake failed: SSL_ERROR_SSL: [40]",
  "größer → ✓ 日本語 🔑",
  "private key not found: /run/a.key",
  "the CLIENT_RANDOM of the hello was 1",
])("other text is kept as it is: %j", (text) => {
  expect(redacted(text)).toBe(text);
});
