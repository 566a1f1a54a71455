import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Misuse } from "../../domain/misuse.ts";
import { listeningSocket } from "../../tooling/test/listening-socket.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import type { Console } from "./console.ts";
import { type ExplainInput, explain } from "./explain.ts";

const plain = { clientLog: [], serverLog: [], proxyLog: [], json: false } as const;
const fixture = (name: string) =>
  new URL(`../../../fixtures/stderr/${name}`, import.meta.url).pathname;

const run = async (
  files: readonly string[],
  options: Parameters<typeof explain>[1],
  input: string | Partial<ExplainInput> = "",
) => {
  let text = "";
  const out = (more: string) => {
    text += more;
  };
  const console = { out } as unknown as Console;
  const code = await explain(files, options, console, {
    standardInput: Readable.from(typeof input === "string" ? [Buffer.from(input)] : []),
    signal: new AbortController().signal,
    tell: () => {},
    ...(typeof input === "object" && input),
  });
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
  expect(text).toContain("\nnext: handshake-matrix probe <host:port>, and look at ");
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

const pipe = (): string => {
  const path = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [path]);
  return path;
};

const telling = "tls: first record does not look like a TLS handshake\n";

/** Gives a text, and when more is wanted the same again, or nothing. @param wanted - called then. */
const endless = (then: "again" | "nothing", wanted = () => {}): Readable => {
  let begun = false;
  return new Readable({
    read() {
      if (begun) wanted();
      if (begun && then === "nothing") return;
      begun = true;
      setImmediate(() => this.push(Buffer.from(telling)));
    },
  });
};

const answerTo = (text: string) => {
  const { causes, unread } = JSON.parse(text);
  return [causes[0].code, unread];
};

test("an input without an end is explained as far as it may be long", async () => {
  const input = { standardInput: endless("again"), longestBytes: 10 * telling.length };
  const { code, text } = await run([], { ...plain, json: true }, input);
  expect([code, ...answerTo(text)]).toEqual([
    0,
    "tls-client-to-plaintext-port",
    [{ source: "-", because: "limit", from: 11 }],
  ]);
});

test("a log that tells nothing is an answer too, where it is interrupted", async () => {
  const ending = new AbortController();
  let isBegun = false;
  const standardInput = new Readable({
    read() {
      if (isBegun) ending.abort();
      else setImmediate(() => this.push(Buffer.alloc(64 * 1024)));
      isBegun = true;
    },
  });
  const { code, text } = await run([], plain, { standardInput, signal: ending.signal });
  expect(code).toBe(0);
  expect(text).toMatch(/^No known error message found in what was read\.\n/);
});

test.for([
  ["standard input that is silent", "nothing"],
  ["standard input without an end", "again"],
] as const)("%s is explained as far as it was read when it is interrupted", async ([, then]) => {
  const ending = new AbortController();
  const standardInput = endless(then, () => setImmediate(() => ending.abort()));
  const input = { standardInput, signal: ending.signal };
  const { code, text } = await run(["-", "/later.log"], plain, input);
  expect(code).toBe(0);
  expect(text).toMatch(/Most likely tls-client-to-plaintext-port: /);
  expect(text).toMatch(
    /\nnot read:\n {3}-: what comes after line \d+: the reading was ended before the text was\n {3}\/later\.log: all of it: /,
  );
});

test.for<readonly [string, () => string, "meanwhile" | "before"]>([
  ["standard input", () => "-", "meanwhile"],
  ["a pipe that nobody writes to", pipe, "before"],
])("what is interrupted before anything came has no answer: %s", async ([, make, when]) => {
  const ending = new AbortController();
  const standardInput = new Readable({
    read() {
      setImmediate(() => ending.abort());
    },
  });
  if (when === "before") ending.abort();
  const reading = run([make()], plain, { standardInput, signal: ending.signal });
  await expect(reading).rejects.toThrow(
    new Misuse("the reading was ended before anything came; name a log, or pipe one in"),
  );
});

test("a file that is not there is misuse", async () => {
  await expect(run(["/nonexistent.log"], plain)).rejects.toThrow(
    new Misuse('cannot read /nonexistent.log; name a log, or "-" for standard input'),
  );
});

test.for<readonly [string, () => string | Promise<string>, string]>([
  ["a folder", () => import.meta.dirname, "it is a folder"],
  ["a device", () => "/dev/zero", "it is a device"],
  ["a socket", listeningSocket, "it is a socket"],
  ["a pipe that nobody writes to", pipe, "nobody has written to this pipe for 0.1 s"],
])("%s is misuse", async ([, make, why]) => {
  const file = await make();
  await expect(run([file], plain, { writerWithinMs: 100 })).rejects.toThrow(
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

test("an empty input is one sentence", async () => {
  const { code, text } = await run([], plain, "");
  expect({ code, text }).toEqual({
    code: 0,
    text: "Nothing to explain: the input is empty. Pipe a log in, or name its file.\n",
  });
});

const inputOf = (standardInput: Readable & { isTTY?: boolean }) => ({
  standardInput,
  signal: new AbortController().signal,
  tell: () => {},
});

test("a terminal without input is misuse, unless it is named", async () => {
  const console = { out: () => {} } as unknown as Console;
  const terminal = () => Object.assign(Readable.from([Buffer.from("x\n")]), { isTTY: true });
  await expect(explain([], plain, console, inputOf(terminal()))).rejects.toThrow(
    new Misuse(
      'no log is given; name a file, pipe one in, or name "-" and paste one with Ctrl-D at its end',
    ),
  );
  expect(await explain(["-"], plain, console, inputOf(terminal()))).toBe(0);
});

describe("what gzip has compressed", () => {
  const refused = "dial tcp 10.0.0.7:443: connect: connection refused";
  const log = `one\ntwo\n${refused}\n${"dull\n".repeat(100_000)}`;
  const packed = gzipSync(log);
  const explained = async (bytes: Uint8Array, options: Parameters<typeof explain>[1] = plain) => {
    let text = "";
    const out = (more: string) => {
      text += more;
    };
    await explain([], options, { out } as unknown as Console, inputOf(Readable.from([bytes])));
    return text;
  };

  test("is read as what it holds, by its lines", async () => {
    const text = await explained(packed);
    expect(text).toContain("   line 3: connection refused\n");
    expect(text).not.toContain("not read");
  });

  test("is answered for as far as it goes, where it is cut off", async () => {
    const cut = packed.subarray(0, packed.length - 20);
    const text = await explained(cut);
    expect(text).toMatch(/^connection-refused: /);
    expect(text).toMatch(
      /\nnot read:\n {3}what comes after line \d+: the file ends before its gzip data does\n/,
    );
    const { endings } = JSON.parse(await explained(cut, { ...plain, json: true }));
    expect(endings).toMatchObject([{ source: "-", ending: "truncated" }]);
  });

  test("is not called empty where nothing of it could be read", async () => {
    const text = await explained(packed.subarray(0, 5));
    expect(text).toMatch(/^No known error message found in what was read\.\n/);
  });
});
