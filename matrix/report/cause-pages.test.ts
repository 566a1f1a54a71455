import { describe, expect, test } from "vitest";
import type { Cause } from "../domain/cause.ts";
import { cellResult, diagnosed, failedAt, runResult } from "../tooling/test/results.ts";
import type { CauseCard } from "./cause-card.ts";
import { causePages, type KnownText } from "./cause-pages.ts";

const card = (over: Partial<CauseCard> = {}): CauseCard => ({
  code: "alpn-mismatch",
  phase: "alpn",
  clause: "RFC 7301 section 3.2",
  summary: "No protocol in common.",
  sides: ["server", "between"],
  toBeSure: "`openssl s_client -alpn h2` is refused.",
  fix: { any: "enable h2", go: 'NextProtos: []string{"h2"}' },
  ...over,
});

const neighbour = card({
  code: "alpn-not-negotiated",
  summary: "TLS ends without ALPN.",
  sides: ["client", "harness"],
});

const cause = (over: Partial<Cause> = {}): Cause => ({
  code: "alpn-mismatch",
  side: "server",
  decided: true,
  doubt: null,
  sentence: "x.",
  matched: [],
  remedy: null,
  clause: "x",
  ...over,
});

const failed = (id: string, message: string, over: Partial<Cause> = {}) =>
  cellResult(id, failedAt("alpn", `put: expected OK, got UNAVAILABLE (${message})`), {
    verdict: "expected",
    ...diagnosed(cause(over)),
  });

const refusal = "remote error: tls: no application protocol";
const known: readonly KnownText[] = [
  { code: "alpn-not-negotiated", by: "openssl", text: "No ALPN | `none`", likely: true },
  { code: "alpn-mismatch", by: "openssl", text: "No ALPN | `none`", likely: false },
  { code: "alpn-mismatch", by: "go, client", text: refusal, likely: true },
  { code: "alpn-not-negotiated", by: "go, client", text: refusal, likely: true },
];

const pagesOf = (cells: Parameters<typeof runResult>[0], of: readonly KnownText[] = known) =>
  new Map(
    causePages(runResult(cells), [card(), neighbour], of).map(({ file, markdown }) => [
      file,
      markdown,
    ]),
  );

test("a page: what was seen, what is known, how to be sure, the fix, what looks alike", () => {
  expect(pagesOf([failed("go/go/tls/p256", refusal)]).get("alpn-mismatch.md")).toBe(
    `# alpn-mismatch

No protocol in common.

Shows in the phase alpn. To be changed by: the server, or what stands between (a proxy, a balancer, a terminator).
Rests on: RFC 7301 section 3.2.

## Seen

What clients printed against peers that have this fault, by language.

- go: \`UNAVAILABLE: ${refusal}\`

## Texts

What the stacks' sources print where this is a likely cause.

- go, client: \`${refusal}\`

## To be sure

\`openssl s_client -alpn h2\` is refused.

## Fix

- **any stack**: enable h2
- **Go**: NextProtos: []string{"h2"}

## Looks alike

The same texts come with [alpn-not-negotiated](alpn-not-negotiated.md).

## Others of alpn

- [alpn-not-negotiated](alpn-not-negotiated.md): TLS ends without ALPN.

[All causes](README.md), [all texts](texts.md)
`,
  );
});

test("the index leads from a text to its pages", () => {
  expect(pagesOf([failed("go/go/tls/p256", refusal)]).get("README.md")).toContain(`
| text | printed by | causes |
|---|---|---|
| \`UNAVAILABLE: ${refusal}\` | go | [alpn-mismatch](alpn-mismatch.md) |
`);
});

test("the texts lead to every cause, the likeliest first", () => {
  const links = {
    mismatch: "[alpn-mismatch](alpn-mismatch.md)",
    none: "[alpn-not-negotiated](alpn-not-negotiated.md)",
  };
  expect(pagesOf([]).get("texts.md")).toContain(`
| \`\` No ALPN \\| \`none\` \`\` | openssl | ${links.none}, ${links.mismatch} |
| \`${refusal}\` | go, client | ${links.mismatch}, ${links.none} |
`);
});

describe("what differs from run to run", () => {
  const seenOf = (cell: ReturnType<typeof failed>) =>
    /## Seen[\s\S]*?\n- (.*)\n/.exec(pagesOf([cell], []).get("alpn-mismatch.md") ?? "")?.[1];

  test.for([
    [
      "read tcp 127.0.0.1:50468->127.0.0.1:34487: EOF",
      "read tcp 127.0.0.1:PORT->127.0.0.1:PORT: EOF",
    ],
    ["it is 2026-11-21T13:56:16Z, after 2026-11-20T13:55:26.123Z", "it is TIME, after TIME"],
    [
      "Last error: Protocol error (2026-11-21T13:56:16.000Z). Resolution note: ",
      "Last error: Protocol error",
    ],
    ["Error: 407D5146027F0000:error:0A00010B:SSL", "Error: error:0A00010B:SSL"],
    ["gave up after 53 ms, 0.101s", "gave up after N ms, N s"],
    ["two\nlines  of it", "two lines of it"],
  ] as const)("%s", ([message, steady]) => {
    expect(seenOf(failed("go/go/tls/p256", message))).toBe(`go: \`UNAVAILABLE: ${steady}\``);
  });

  test("of a mutual handshake only what the diagnosis quotes counts", () => {
    const matched = [
      { by: "client", text: "unknown authority" },
      { by: "wire", text: "an alert" },
    ] as const;
    expect(seenOf(failed("go/go/mtls/p256", "EOF", { matched }))).toBe("go: `unknown authority`");
    expect(seenOf(failed("go/go/mtls/p256", "EOF"))).toBeUndefined();
  });

  test.for([
    ["a client that is broken on purpose", failed("go:odd/go/tls/p256", refusal)],
    ["a surprise", { ...failed("go/go/tls/p256", refusal), verdict: "unexpected" }],
    ["no known cause", failed("go/go/tls/p256", refusal, { code: "undiagnosed" })],
  ] as const)("nothing is learnt from %s", ([, cell]) => {
    expect(seenOf(cell)).toBeUndefined();
  });
});

test("the same whatever the order of the cells", () => {
  const cells = [failed("go/go/tls/p256", "b"), failed("node/go/tls/p256", "a")];
  expect(pagesOf([...cells].reverse())).toEqual(pagesOf(cells));
});
