import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { clean, cleanLine, OutsideText } from "./outside-text.ts";

const pair = (type: string, options: object): KeyObject =>
  (generateKeyPairSync as (type: string, options: object) => { privateKey: KeyObject })(
    type,
    options,
  ).privateKey;

const keys: readonly (readonly [string, KeyObject, readonly ("pkcs8" | "sec1" | "pkcs1")[]])[] = [
  ["P-256", pair("ec", { namedCurve: "P-256" }), ["pkcs8", "sec1"]],
  ["P-384", pair("ec", { namedCurve: "P-384" }), ["pkcs8", "sec1"]],
  ["P-521", pair("ec", { namedCurve: "P-521" }), ["pkcs8", "sec1"]],
  ["RSA-2048", pair("rsa", { modulusLength: 2048 }), ["pkcs8", "pkcs1"]],
  ["RSA-4096", pair("rsa", { modulusLength: 4096 }), ["pkcs8", "pkcs1"]],
  ["Ed25519", pair("ed25519", {}), ["pkcs8"]],
];

type Written = Readonly<{ pem: string; der: Buffer }>;

const writings: Readonly<Record<string, (key: Written) => string>> = {
  "a PEM file": ({ pem }) => pem,
  "PEM in JSON": ({ pem }) => JSON.stringify({ key: pem }),
  "PEM on one line": ({ pem }) => pem.replaceAll("\n", " "),
  "PEM with a prefix on each line": ({ pem }) =>
    pem.replaceAll(/^/gm, "2026-11-28T10:00:00Z [ERROR] "),
  "PEM without its end": ({ pem }) => pem.slice(0, -60),
  "PEM without its beginning": ({ pem }) => pem.slice(20),
  "PEM with an escape in its label": ({ pem }) => pem.replace("PRIVATE", "PRI\u001b[1mVATE"),
  "PEM with a character without width in it": ({ pem }) => pem.replace("PRIVATE", "PRI\u200bVATE"),
  "PEM in base64": ({ pem }) => Buffer.from(pem).toString("base64"),
  "DER in base64": ({ der }) => der.toString("base64"),
  "DER in lines of base64": ({ der }) => der.toString("base64").replace(/.{64}/g, "$&\n"),
  "DER in hexadecimal": ({ der }) => der.toString("hex"),
  "DER in hexadecimal with colons": ({ der }) => der.toString("hex").replace(/..(?!$)/g, "$&:"),
};

describe("private keys", () => {
  const rows = keys.flatMap(([name, key, types]) =>
    types.flatMap((type) =>
      Object.entries(writings).map(([writing, write]) => ({ name, key, type, writing, write })),
    ),
  );
  test.for(rows)("$name, $type, $writing", ({ key, type, write }) => {
    const pem = String(key.export({ format: "pem", type }));
    const der = key.export({ format: "der", type });
    const text = clean(`before ${write({ pem, der })}\nafter the key\n`, 100_000);
    const squeezed = text.replaceAll(/[^A-Za-z0-9+/]/g, "");
    const pieces = [
      ...(pem.split("\n").slice(1, -2).join("").match(/.{20}/g) ?? []),
      ...(der.toString("hex").match(/.{40}/g) ?? []),
    ];
    expect(pieces.filter((piece) => squeezed.includes(piece))).toEqual([]);
    expect(text).toMatch(/^before .*after the key\n$/s);
    expect(text).toContain("[private key removed]");
    expect(clean(text, 100_000)).toBe(text);
  });

  test.for([
    [
      "no -----BEGIN PRIVATE KEY----- found in the file",
      "no [private key removed] found in the file",
    ],
    [
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    ],
    ["PRIVATE KEY----- alone", "PRIVATE KEY----- alone"],
  ] as const)("what is none stays: %s", ([text, cleaned]) => {
    expect(clean(text)).toBe(cleaned);
  });

  test("a certificate in base64 stays", () => {
    const base64 = Buffer.from("-----BEGIN CERTIFICATE-----\nMIIBxTCCAWugAwIBAgIU\n").toString(
      "base64",
    );
    expect(clean(base64)).toBe(base64);
  });
});

const secret = "[secret removed]";

describe("credentials and secrets of TLS", () => {
  test.for([
    [
      "authorization: Bearer abc.def.ghi, te: trailers",
      `authorization: Bearer ${secret}, te: trailers`,
    ],
    ['{"authorization":"Basic Zm9vOmJhcg=="}', `{"authorization":"Basic ${secret}"}`],
    ['key "authorization" value: Bearer sesame', `key "authorization" value: Bearer ${secret}`],
    ["X-Vault-Token: abcdef", `X-Vault-Token: ${secret}`],
    ["Cookie: a=b; c=d\nnext", `Cookie: ${secret}\nnext`],
    ["password=hunter22 next", `password=${secret} next`],
    ['"client_secret": "abcdefg"', `"client_secret": "${secret}"`],
    ["https://user:pw@host/x", `https://${secret}@host/x`],
    ["ghp_abcdefghijklmnopqrstuvwxyz0123456789", secret],
    ["token was eyJhbGciOi.eyJzdWIiOiIxIn0.sig-nature_x", `token was ${secret}`],
    ["CLIENT_RANDOM 0a0b 0c0d end", `CLIENT_RANDOM 0a0b ${secret} end`],
    ["CLIENT_TRAFFIC_SECRET_0 0a0b 0c0d", `CLIENT_TRAFFIC_SECRET_0 0a0b ${secret}`],
    [
      "server_handshake_traffic_secret\t0a0b\t0c0d",
      `server_handshake_traffic_secret\t0a0b\t${secret}`,
    ],
    ["Master-Key: 00112233445566778899", `Master-Key: ${secret}`],
  ] as const)("%s", ([text, cleaned]) => {
    expect(clean(text)).toBe(cleaned);
    expect(clean(cleaned)).toBe(cleaned);
  });

  test.for([
    "x509: invalid basic constraints",
    "invalid token: unexpected end of input",
    "bearer authentication is not configured",
    "Misconfigured: magic cookie: hello",
    "transport: authentication handshake failed: tls: no application protocol",
    "private key: open server.key: permission denied",
    "peer sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
  ])("an error's own words stay: %s", (text) => {
    expect(clean(text)).toBe(text);
  });
});

describe("what a terminal obeys, and what a reader does not see", () => {
  test.for([
    ["CSI", "a\u001b[31mred\u001b[0m\u009b2J.", "ared."],
    ["OSC with BEL and with ST", "a\u001b]0;title\u0007b\u001b]8;;x\u001b\\c", "abc"],
    ["OSC without an end hides no other line", "a\u001b]0;title\nb", "a\nb"],
    ["DCS and APC, of one and of two bytes", "a\u0090q\u009cb\u001b_q\u001b\\c", "abc"],
    ["other escapes of ECMA-35", "a\u001b(0b\u001b7c\u001bcd", "abcd"],
    ["controls", "a\u0000\u0008\r\u007fb\u0085", "ab"],
    ["marks of direction", "a\u202eb\u2066c\u200fd\u061c", "abcd"],
    ["no width, tags, annotations", "a\u200bb\u{e0041}\ufeffc\ufff9", "abc"],
    ["line ends of Unicode", "a\u2028b\u2029c", "abc"],
    ["half of a pair", "a\ud800b\udc00", "a\ufffdb\ufffd"],
    [
      "tabs, line feeds, other scripts",
      "a\t\n\u00fc \u4f60 \u{1f600}",
      "a\t\n\u00fc \u4f60 \u{1f600}",
    ],
  ] as const)("%s", ([, text, cleaned]) => {
    expect(clean(text)).toBe(cleaned);
  });
});

describe("length", () => {
  test("an error keeps its beginning, a log its end", () => {
    expect(clean("0123456789", 4)).toBe("0123 [6 characters after this left out]");
    expect(clean("0123456789", 4, "end")).toBe("[6 characters before this left out]\n6789");
  });

  test("what was cut is not cut again", () => {
    for (const kept of ["beginning", "end"] as const) {
      const once = clean("0123456789", 4, kept);
      expect(clean(once, 4, kept)).toBe(once);
    }
  });

  test("no pair is cut in two", () => {
    expect(clean("a\u{1f600}", 2)).toBe("a [1 characters after this left out]");
    expect(clean("\u{1f600}a", 2, "end")).toBe("[1 characters before this left out]\na");
  });

  test("what nobody would see can be spelled", () => {
    const line = new OutsideText(" \ufeff\u001b[32m1|1|tcp\u{1f600}\ud800\r\n");
    expect(line.shown()).toBe("\\ufeff\\u001b[32m1|1|tcp\u{1f600}\\ud800");
  });

  test("one line is one line", () => {
    expect(cleanLine(" a\nb\tc\n")).toBe("a b c");
  });
});

test("text from outside is cleaned on every way to a string", () => {
  const text = new OutsideText("a\u001b[31mb\npassword=hunter22\n\n");
  const cleaned = `ab\npassword=${secret}\n\n`;
  expect(`${text}`).toBe(cleaned);
  expect(JSON.parse(JSON.stringify({ text }))).toEqual({ text: cleaned });
  expect(text.lastLine("nothing")).toBe(`password=${secret}`);
  expect(new OutsideText("\n").lastLine("nothing")).toBe("nothing");
});
