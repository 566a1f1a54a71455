import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Diagnosis } from "../../domain/cause.ts";
import { places } from "../../places.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { begin, cli, line, run } from "./marked-process.ts";
import { eventually } from "./matrix-process.ts";

const programs = join(places.builds, "hashicorp-kv");
const plugin = join(programs, "plugin-go-grpc");

/** Go-plugin's own example, with a host for auto-mTLS, which the example's lacks. */
beforeAll(async () => {
  const example = "github.com/hashicorp/go-plugin/examples/grpc";
  const argv = [
    "build",
    "-o",
    `${programs}/`,
    "./automtls-host",
    example,
    `${example}/plugin-go-grpc`,
  ];
  const build = spawn("go", argv, {
    cwd: join(places.root, "fixtures", "third-parties", "hashicorp-kv"),
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = await once(build, "exit");
  expect(code).toBe(0);
}, 300_000);

/** A tap around a command, and the folder that it writes to. */
const tapped = (command: readonly string[], options: readonly string[] = []) => {
  const out = temporaryFolder();
  return {
    argv: [process.execPath, cli, "tap", "--out", out, ...options, "--", ...command],
    file: (name: string) => readFileSync(join(out, name), "utf8"),
    has: (name: string) => existsSync(join(out, name)),
    diagnosis: () => JSON.parse(readFileSync(join(out, "diagnosis.json"), "utf8")) as Diagnosis,
  };
};

const sh = (script: string): readonly string[] => ["sh", "-c", script];

/** What a host sets for go-plugin's example. */
const cookie = { BASIC_PLUGIN: "hello" };

/** The stream without the address, in which alone a tap's differs. */
const withoutAddress = (bytes: Buffer) =>
  bytes.toString("latin1").replace(/^(1\|\d+\|\w+\|)[^|]*/, "$1ADDRESS");

describe("in a plugin's place", () => {
  test("go-plugin's example host sees no difference, and its handshake is drawn", async () => {
    const host = join(programs, "grpc");
    const { argv, file, diagnosis } = tapped([plugin]);
    const kv = async (command: readonly string[]) => {
      const environment = { KV_PROTO: "grpc", KV_PLUGIN: `exec ${command.join(" ")}` };
      const script = `"$0" put key value; echo $?; "$0" get key; echo $?`;
      const { code, stdout } = await run(["sh", "-c", script, host], environment);
      return { code, stdout: stdout.toString() };
    };
    const direct = await kv([plugin]);
    expect(direct).toEqual({ code: 0, stdout: "0\nvalue\n\nWritten from plugin-go-grpc\n0\n" });
    expect(await kv(argv)).toEqual(direct);
    expect(diagnosis()).toBe(null);
    expect(file("diagnosis.txt")).toBe("✓ healthy: connections: 1 healthy\n");
    const ladder = file("handshake.txt");
    expect(ladder).toMatch(/HTTP\/2 preface ─+▶/);
    expect(ladder).toMatch(/◀─+ SETTINGS/);
    expect(ladder).toContain("HEADERS: POST /proto.KV/Get");
  });

  test("auto-mTLS passes, and the handshake is drawn as far as it is in the clear", async () => {
    const host = join(programs, "automtls-host");
    const direct = await run([host, plugin]);
    const { argv, file } = tapped([plugin]);
    const { code, stdout } = await run([host, ...argv]);
    expect({ code, stdout: stdout.toString() }).toEqual({
      code: direct.code,
      stdout: direct.stdout.toString(),
    });
    expect(code).toBe(0);
    expect(file("diagnosis.txt")).toMatch(/^✓/);
    expect(file("handshake.txt")).toMatch(/ClientHello: TLS 1.3, 1.2; h2;/);
    expect(file("handshake.txt")).toMatch(/◀─+ ServerHello: TLS 1.3,/);
  });

  test("a host that gives up kills the tap: everything is written, and nothing is left", async () => {
    const host = join(programs, "automtls-host");
    const { argv, has, file, diagnosis } = tapped(["env", "-u", "PLUGIN_CLIENT_CERT", plugin]);
    const { code, stdout } = await run([host, ...argv]);
    expect(code).toBe(1);
    expect(stdout.toString()).toMatch(/first record does not look like a TLS handshake/);
    expect(diagnosis().causes[0]).toMatchObject({
      code: "certificate-not-exchanged",
      decided: true,
    });
    expect(file("handshake.txt")).toMatch(/ClientHello/);
    expect(has("capture.pcapng")).toBe(true);
  });

  test.for([
    {
      name: "bytes and exit code",
      script: `printf '1|1|tcp|127.0.0.1:9|grpc|\\r\\nmore\\377\\0\\nx'; printf 'e\\377\\0' >&2; exit 7`,
    },
    { name: "no line", script: "printf 'no newline'; echo last words >&2; exit 3" },
    { name: "another first line", script: "echo hello; echo world; exit 0" },
    { name: "a line of its own network", script: "echo '1|1|pipe|x|grpc'; exit 1" },
    { name: "a signal", script: "kill -s USR2 $$" },
    { name: "a kill", script: "echo '1|1|tcp|127.0.0.1:9|grpc|'; kill -s KILL $$" },
    { name: "nothing", script: "exit 0" },
    { name: "argv[0] and arguments", script: `echo "$0" "$#"; tr '\\0' '|' < /proc/$$/cmdline` },
  ])("byte for byte: $name", async ({ script }) => {
    const direct = await run(sh(script));
    const through = await run(tapped(sh(script)).argv);
    expect({ ...through, stdout: withoutAddress(through.stdout) }).toEqual({
      ...direct,
      stdout: withoutAddress(direct.stdout),
    });
  });

  test("the plugin can open its outputs again, as it can a pipe's", async () => {
    const { argv } = tapped(sh("echo out > /dev/stdout; echo err > /dev/stderr"));
    const { stdout } = await run(["sh", "-c", '"$@" 2>&1 | sort', "sh", ...argv]);
    expect(stdout.toString()).toBe("err\nout\n");
  });

  test("the plugin's stdin is the host's", async () => {
    const { argv } = tapped(["cat"]);
    const child = spawn(argv[0] ?? "", argv.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.end("one\ntwo\n");
    const chunks: Buffer[] = await child.stdout.toArray();
    expect(Buffer.concat(chunks).toString()).toBe("one\ntwo\n");
  });

  test.for(["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1"] as const)(
    "%s goes on to the plugin, once",
    async (signal) => {
      const trap = `trap 'echo got; exit 9' ${signal.slice(3)}`;
      const tap = begin(tapped(sh(`${trap}; echo up; while :; do sleep 0.05; done`)).argv);
      await line(tap);
      tap.child.kill(signal);
      const { code, stdout } = await tap.ended;
      expect({ code, stdout: stdout.toString() }).toEqual({ code: 9, stdout: "up\ngot\n" });
    },
  );

  test("a plugin that minds no SIGINT goes on, as go-plugin's do", async () => {
    const tap = begin(tapped([plugin]).argv, cookie);
    await line(tap);
    tap.child.kill("SIGINT");
    tap.child.kill("SIGTERM");
    expect((await tap.ended).signal).toBe("SIGTERM");
  });

  test.for(["tap", "host"] as const)("the %s is killed: nothing is left", async (who) => {
    const { argv, has } = tapped([plugin]);
    const tap = begin(who === "tap" ? argv : ["sh", "-c", '"$@" & wait', "sh", ...argv], cookie);
    const socket = (await line(tap)).split("|")[3] ?? "";
    expect(existsSync(socket)).toBe(true);
    tap.child.kill("SIGKILL");
    expect(await eventually(() => tap.running().length === 0, 10_000)).toBe(true);
    expect(existsSync(socket)).toBe(false);
    expect(has("diagnosis.txt")).toBe(true);
  });

  test.for([
    { name: "a banner", first: "plugin 1.4 starting", code: "handshake-line-polluted" },
    { name: "an empty line", first: "", code: "handshake-line-polluted" },
    {
      name: "another core protocol",
      first: "2|5|tcp|127.0.0.1:9|grpc|",
      code: "protocol-version-mismatch",
    },
    {
      name: "a version that the host does not take",
      first: "1|4|tcp|127.0.0.1:9|grpc|",
      code: "protocol-version-mismatch",
    },
  ])("a host that kills at the first line finds it diagnosed: $name", async ({ first, code }) => {
    const { argv, diagnosis, file } = tapped(sh(`echo '${first}'; exec sleep 60`));
    const tap = begin(argv, { PLUGIN_PROTOCOL_VERSIONS: "5,6" });
    tap.child.stdout.once("data", () => tap.child.kill("SIGKILL"));
    await tap.ended;
    expect(diagnosis().causes[0]).toMatchObject({ code, side: "server", decided: true });
    expect(file("diagnosis.txt")).toContain(code);
  });

  test("a host that takes the line and kills the tap without connecting is reported", async () => {
    const { argv, file, has } = tapped(sh("echo '1|5|tcp|127.0.0.1:9|netrpc|'; exec sleep 60"));
    const tap = begin(argv);
    tap.child.stdout.once("data", () => tap.child.kill("SIGKILL"));
    await tap.ended;
    expect(await eventually(() => has("diagnosis.txt"), 10_000)).toBe(true);
    expect(file("diagnosis.txt")).toMatch(/likely: protocol-version-mismatch/);
  });

  test("what a connection brought is recorded before it passes on", async () => {
    // Behind what it was sent: both are recorded then.
    const server = createServer((socket) => {
      socket.once("data", () => socket.end("220 mail.example ESMTP\r\n"));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { argv, has, file } = tapped(sh(`echo '1|5|tcp|127.0.0.1:${port}|grpc|'; exec sleep 60`));
    const tap = begin(argv);
    const [, , , address = ""] = (await line(tap)).split("|");
    const host = connect(Number(address.split(":")[1]), "127.0.0.1");
    host.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    host.once("data", () => tap.child.kill("SIGKILL"));
    host.on("error", () => {});
    await tap.ended;
    expect(await eventually(() => has("diagnosis.txt"), 10_000)).toBe(true);
    expect(file("diagnosis.txt")).toMatch(/^✗/);
    expect(file("handshake.txt")).toContain("220 mail.example");
  });

  test.for([
    {
      name: "a plugin that ends early",
      command: sh("echo 'cannot read its configuration' >&2; exit 3"),
      code: "exited-early",
      quote: { by: "server", text: "cannot read its configuration" },
    },
    {
      name: "a plugin without its cookie",
      command: [plugin],
      code: "cookie-mismatch",
      quote: { by: "server", text: expect.stringContaining("This binary is a plugin.") },
    },
    {
      name: "a log on standard output",
      command: sh("echo starting up; exit 1"),
      code: "handshake-line-polluted",
      quote: { by: "launcher", text: 'first line: "starting up"' },
    },
    {
      name: "a command that is not there",
      command: ["/no/such/plugin"],
      code: "command-not-runnable",
      quote: { by: "launcher", text: "/no/such/plugin: no such file" },
    },
  ])("diagnosis: $name", async ({ command, code, quote }) => {
    const { argv, diagnosis } = tapped(command);
    await run(argv);
    const [first] = diagnosis().causes;
    expect(first).toMatchObject({ code, side: "server", decided: true });
    expect(first?.matched).toContainEqual(quote);
  });
});
