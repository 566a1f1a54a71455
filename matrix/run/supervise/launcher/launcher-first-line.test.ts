/** What the host reads of a plugin's first line through either launcher. */
import { describe, expect, test } from "vitest";
import { bothLaunchers, fileWith, hostOf, rest, sh } from "./under-test.ts";

const launchers = await bothLaunchers();

/** As in first_line.go. */
const longest = "x".repeat(64 * 1024);

describe.for(launchers)("a first line through the $kind launcher", (launcher) => {
  test.for<{ name: string; printed: string; line: object; announce?: string; reads: string }>([
    {
      name: "replaced",
      printed: "1|1|a\nmore\n",
      line: { text: "1|1|a", complete: true },
      announce: "1|1|b",
      reads: "1|1|b\nmore\n",
    },
    {
      name: "replaced by bytes",
      printed: "a\n",
      line: { text: "a", complete: true },
      announce: "\xff\x00\r",
      reads: "\xff\x00\r\n",
    },
    {
      name: "empty",
      printed: "\nmore",
      line: { text: "", complete: true },
      announce: "",
      reads: "\nmore",
    },
    {
      name: "no UTF-8",
      printed: "\xff\xfe\n",
      line: { base64: "//4=", complete: true },
      announce: "b",
      reads: "b\n",
    },
    {
      name: "without a newline",
      printed: "1|1|a",
      line: { text: "1|1|a", complete: false },
      reads: "1|1|a",
    },
    {
      name: "64 KiB with the newline",
      printed: `${longest.slice(1)}\n`,
      line: { text: longest.slice(1), complete: true },
      announce: "b",
      reads: "b\n",
    },
    {
      name: "64 KiB without",
      printed: `${longest}y\nz`,
      line: { text: longest, complete: false },
      reads: `${longest}y\nz`,
    },
  ])("is $name", async ({ printed, line, announce, reads }) => {
    const file = fileWith(Buffer.from(printed, "latin1"), 0o600);
    const host = await hostOf(launcher, [...sh('cat "$0"; read x'), file]);
    // Only the end tells that a line has no newline.
    if (announce === undefined) host.stdin.end();
    expect(await host.until("line")).toEqual({ type: "line", ...line });
    if (announce !== undefined) host.order(Buffer.from(`announce ${announce}`, "latin1"));
    host.stdin.end();
    expect((await rest(host.stdout)).toString("latin1")).toBe(reads);
    expect(await host.until("exit")).toMatchObject({ stdoutBytes: printed.length });
  });

  test("a plugin that never prints a line has none, whatever is announced", async () => {
    const host = await hostOf(launcher, sh("echo words >&2; exit 3"));
    host.order("announce other");
    expect(String(await rest(host.stdout))).toBe("");
    const types = (await host.messages()).map(({ type }) => type);
    expect(types).toEqual(["hello", "started", "stderr", "exit"]);
  });

  test("the second line never takes the place of the first", async () => {
    const host = await hostOf(launcher, sh('printf "line\\nsecond\\n"; sleep 60'));
    await host.until("line");
    host.order("stop");
    expect(String(await rest(host.stdout))).toBe("");
    await host.messages();
    expect(String(host.recorded("stdout"))).toBe("second\n");
  });

  test("only the first announcement counts", async () => {
    const host = await hostOf(launcher, sh("echo line; exec sleep 60"));
    await host.until("line");
    for (const order of ["announce a", "announce b", "stop"]) host.order(order);
    expect(String(await rest(host.stdout))).toBe("a\n");
  });
});
