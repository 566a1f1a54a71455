import { describe, expect, test } from "vitest";
import { clean, OutsideText } from "../outside-text.ts";
import { withoutSecrets } from "./redaction.ts";

type Spelling = (text: string) => string;

const secret = "[secret removed]";

describe("a secret in another spelling, or with something in it that a reader does not see", () => {
  const [first, last] = ["abcdefghijklmnopqr", "stuvwxyz0123456789"];
  /** As a reader takes them away. */
  const inside = [
    ...["\u200d", "\u202e", "\u00ad", "\u2060", "\u{e0041}", "\ufeff", "\0\0"],
    ...["\u001b[0m", "\u001b[1;31m", "\u009b0m", "\u001b(B\u001b[m", "\u001b]0;x\u0007", "x\b"],
  ];
  const jsonOf = (text: string) =>
    text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const bytesOf = (text: string, before: string) =>
    [...Buffer.from(text)].map((byte) => before + byte.toString(16).padStart(2, "0")).join("");
  const spellings: Readonly<Record<string, Spelling>> = {
    "as it is": (text) => text,
    JSON: jsonOf,
    "JSON in JSON": (text) => jsonOf(text).replaceAll("\\", "\\\\"),
    "JSON in JSON in JSON": (text) => jsonOf(text).replaceAll("\\", "\\\\\\\\"),
    Python: (text) =>
      text.replace(/[^ -~]/gu, (one) => `\\U${one.codePointAt(0)?.toString(16).padStart(8, "0")}`),
    JavaScript: (text) =>
      text.replace(/[^ -~]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`),
    "bytes of UTF-8": (text) => text.replace(/[^ -~]+/g, (some) => bytesOf(some, "\\x")),
    "a URL": (text) => text.replace(/[^ -~]+/g, (some) => bytesOf(some, "%")),
    "a URL in a URL": (text) => text.replace(/[^ -~]+/g, (some) => bytesOf(some, "%25")),
    HTML: (text) => text.replace(/[^ -~]/gu, (one) => `&#${one.codePointAt(0)};`),
    "HTML in JSON": (text) =>
      text.replace(/[^ -~]/gu, (one) => `\\u0026#x${one.codePointAt(0)?.toString(16)};`),
  };
  const rows = inside.flatMap((within) =>
    Object.entries(spellings).map(([name, spelled]) => ({
      name: `${jsonOf(within)}, ${name}`,
      within: spelled(within),
    })),
  );
  test.for(rows)("$name", ({ within }) => {
    const texts = [
      `got ghp_${first}${within}${last} end`,
      `pass${within}word=${first}${within}${last} end`,
      `Authorization: Ba${within}sic ${first}${within}${last} end`,
      `-----BEGIN PRI${within}VATE KEY-----\n${first}${within}${last}\n${last}${first} end`,
    ];
    for (const text of texts) {
      const cleaned = clean(text);
      expect(cleaned).toMatch(/removed\] end$/);
      expect(cleaned).not.toMatch(/abcd|stuv/);
      expect(clean(cleaned)).toBe(cleaned);
      expect(new OutsideText(text).shown()).not.toMatch(/abcd|stuv/);
    }
  });

  test.for([
    ["full width", "ｐａｓｓｗｏｒｄ＝hunter22 x", `ｐａｓｓｗｏｒｄ＝${secret} x`],
    ["letters of mathematics", "𝗽𝗮𝘀𝘀𝘄𝗼𝗿𝗱=hunter22 x", `𝗽𝗮𝘀𝘀𝘄𝗼𝗿𝗱=${secret} x`],
    ["typography", "“password” : “hunter22” x", `“password” : “${secret}” x`],
    ["a space that does not break", "--password\u00a0hunter22 x", `--password\u00a0${secret} x`],
    ["a backspace", "passX\bword=hunter22 x", `passXword=${secret} x`],
    ["overstriking", "p\bpa\bas\bssword=hunter22 x", `ppaasssword=${secret} x`],
    ["JSON's backspace", String.raw`passX\bword=hunter22 x`, String.raw`passX\bword=${secret} x`],
    ["a carriage return before it", `10%\rghp_${first}${last} x`, `10%${secret} x`],
    ["Markdown", String.raw`ghp\_${first}${last} x`, `${secret} x`],
    ["an escape that ends it", "password=ab%26cdefg&x=1", `password=${secret}&x=1`],
    ["letters of a URL", `%67hp_${first}${last} x`, `${secret} x`],
    [
      "quotes of JSON",
      String.raw`\u0022password\u0022:\u0022hunter 22\u0022`,
      String.raw`\u0022password\u0022:\u0022${secret}\u0022`,
    ],
    ["a line that goes on", "run --password \\\n  hunter22 x", `run --password \\\n  ${secret} x`],
  ] as const)("%s", ([, text, cleaned]) => {
    expect(clean(text)).toBe(cleaned);
    expect(clean(cleaned)).toBe(cleaned);
  });

  test.for(["nghp_", "nglpat-", "tghp_", "u000aghp_", "x0aghp_", "r\\nghp_"])(
    "behind an escape of JSON: \\%s",
    (prefix) => {
      expect(clean(`{"a":"x\\${prefix}${first}${last}"}`)).not.toMatch(/abcd/);
    },
  );

  test("what an earlier cleaning removed is not removed again", () => {
    for (const text of [
      `password=\\u001b${secret}`,
      `"password":"[private key removed] x"`,
      `password='${secret}' x`,
    ]) {
      expect(clean(clean(text))).toBe(clean(text));
    }
    expect(clean(`"password":"-----BEGIN PRIVATE KEY----- x"`)).toBe(
      '"password":"[private key removed]"',
    );
  });
});

test.for([
  ["values", (at: number) => `password=hunter${at} `],
  ["tokens", (at: number) => `ghp_${String(at).padStart(36, "a")}\n`],
  ["users of URLs", (at: number) => `https://u:hunter${at}@host/ `],
  ["private keys", (at: number) => `-----BEGIN PRIVATE KEY-----\n${"A".repeat(20)}${at}\n`],
])("of a text that was made of %s no secret is left, and it is short", ([, one]) => {
  const text = Array.from({ length: 5000 }, (_, at) => (one as (at: number) => string)(at + 1000));
  const shown = withoutSecrets(text.join(""), "removed");
  expect(shown).not.toMatch(/hunter|aaaa|AAAA/);
  expect(shown.length).toBeLessThan(80_000);
});
