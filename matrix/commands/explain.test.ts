import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { Misuse } from "../domain/misuse.ts";
import type { Console } from "./console.ts";
import { explain } from "./explain.ts";

const plain = { clientLog: [], serverLog: [], proxyLog: [], json: false } as const;
const fixture = (name: string) =>
  new URL(`../../fixtures/stderr/${name}`, import.meta.url).pathname;

const run = async (
  files: readonly string[],
  options: Parameters<typeof explain>[1],
  input = "",
) => {
  let text = "";
  const out = (more: string) => {
    text += more;
  };
  const console = { out } as unknown as Console;
  const code = await explain(files, options, console, Readable.from([Buffer.from(input)]));
  return { code, text };
};

test("standard input, for people: what matters comes first", async () => {
  const { code, text } = await run(
    [],
    plain,
    "tls: first record does not look like a TLS handshake\n",
  );
  const lines = text.split("\n");
  expect(code).toBe(0);
  expect(lines[0]).toMatch(
    /^Not certain from this text\. Most likely tls-client-to-plaintext-port: /,
  );
  expect(lines[3]).toBe("   line 1: tls: first record does not look like a TLS handshake");
  expect(text).toContain("\nnext: npm run matrix -- probe <host:port>, and look at ");
});

test("as JSON it is the diagnosis", async () => {
  const { text } = await run([], { ...plain, json: true }, "SSL routines::wrong version number");
  expect(JSON.parse(text)).toMatchObject({
    determinable: false,
    causes: [{ code: "tls-client-to-plaintext-port" }, {}],
  });
});

test("who printed a file decides what it means", async () => {
  const file = fixture("python-unknown-ca.txt");
  const first = async (options: Parameters<typeof explain>[1]) => {
    const { causes } = JSON.parse((await run([], { ...options, json: true })).text);
    return [causes[0].code, causes[0].matched[0].by, causes[0].matched[0].at];
  };
  expect(await first({ ...plain, clientLog: [file] })).toEqual([
    "unknown-ca",
    "client",
    { source: file, line: 10 },
  ]);
  expect((await first({ ...plain, proxyLog: [file] }))[1]).toBe("between");
});

test("a file that is not there is misuse", async () => {
  await expect(run(["/nonexistent.log"], plain)).rejects.toThrow(
    new Misuse('cannot read /nonexistent.log; name a log, or "-" for standard input'),
  );
});

test.for<readonly [string, string]>([
  [import.meta.dirname, "it is a folder"],
  ["/dev/zero", "it is a device"],
])("%s is misuse", async ([file, why]) => {
  await expect(run([file], plain)).rejects.toThrow(
    new Misuse(`cannot read ${file}: ${why}; name a log, or "-" for standard input`),
  );
});

test("standard input can be named once", async () => {
  await expect(run(["-", "-"], plain)).rejects.toThrow(Misuse);
});

test("lines are counted from the beginning of a long text, and all of it is read", async () => {
  const input = `tls: first record does not look like a TLS handshake\n${"ab qz 0\n".repeat(400_000)}`;
  const { causes, unread } = JSON.parse((await run([], { ...plain, json: true }, input)).text);
  expect(causes[0].code).toBe("tls-client-to-plaintext-port");
  expect(causes[0].matched[0].at).toEqual({ source: "-", line: 1 });
  expect(unread).toEqual([]);
});
