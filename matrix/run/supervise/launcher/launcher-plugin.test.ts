/** What a launcher is held to in a plugin's place: the compiled one and the fallback by the same tables. */
import { describe, expect, test } from "vitest";
import {
  bothLaunchers,
  briefMs,
  bytes,
  gone,
  type Host,
  hostOf,
  line as nextLine,
  patientMs,
  rest,
  sh,
} from "./under-test.ts";

const launchers = await bothLaunchers();

/** As in relay.go. */
const recordedLimitBytes = 256 * 1024;
const floodLimitBytes = 64 * 1024 * 1024;

describe.for(launchers)("the $kind launcher in a plugin's place", (launcher) => {
  const cpuMs = { compiled: expect.any(Number), fallback: 0 }[launcher.kind];

  /** A plugin whose first line is out of the way. */
  const announced = async (script: string): Promise<Host> => {
    const host = await hostOf(launcher, sh(`echo line; ${script}`));
    await host.until("line");
    host.order("announce line");
    expect(await nextLine(host.stdout)).toBe("line");
    return host;
  };

  test("tells who it is, how the plugin began, and how it ended", async () => {
    const host = await hostOf(launcher, sh("exit 3"));
    expect(await host.messages()).toEqual([
      {
        type: "hello",
        token: "t0",
        pid: host.process.pid,
        clientCertificate: "a PEM\nof two lines",
        environment: { PLUGIN_CLIENT_CERT: "a PEM\nof two lines", PLUGIN_MIN_PORT: "1=2" },
      },
      { type: "started", pid: expect.any(Number) },
      {
        ...{ type: "exit", code: 3, signal: null, left: [], remaining: [], cpuMs },
        ...{ stdoutBytes: 0, stderrBytes: 0, reason: null },
      },
    ]);
    expect(await host.status).toBe(3);
  });

  test("streams are relayed whole, and their beginnings recorded", async () => {
    const sent = Buffer.alloc(recordedLimitBytes + 4, "00ff0a78", "hex");
    const host = await announced(`head -c ${sent.length}; read x; echo "last words" >&2; exit 6`);
    host.stdin.write(sent);
    expect((await bytes(host.stdout, sent.length)).equals(sent)).toBe(true);
    host.stdin.end();
    expect(await nextLine(host.stderr)).toBe("last words");
    expect(await host.until("exit")).toMatchObject({
      ...{ code: 6, stdoutBytes: "line\n".length + sent.length, stderrBytes: 11, reason: null },
    });
    expect(host.recorded("stdout").equals(sent.subarray(0, recordedLimitBytes))).toBe(true);
    expect(String(host.recorded("stderr"))).toBe("last words\n");
    expect(await host.status).toBe(6);
  });

  test.for(["stdout", "stderr"] as const)("a flood of %s ends the plugin", async (name) => {
    const host = await announced(`read x; exec cat /dev/zero ${name === "stderr" ? ">&2" : ""}`);
    host.stdin.end();
    const relayed = rest(host[name]);
    expect(await host.until("exit")).toMatchObject({
      signal: "SIGTERM",
      reason: "printed more than 64 MiB",
    });
    expect(host.recorded(name)).toHaveLength(recordedLimitBytes);
    expect(await host.status).toBe(143);
    const before = { stdout: "line\n".length, stderr: 0 }[name];
    expect(before + (await relayed).length).toBeGreaterThan(floodLimitBytes);
  });

  test("a host that closes its ends ends nothing", async () => {
    const host = await announced(
      "read x; head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; exit 3",
    );
    host.stdout.destroy();
    host.stderr.destroy();
    host.stdin.end();
    expect(await host.until("exit")).toMatchObject({
      ...{ code: 3, stdoutBytes: 1_000_005, stderrBytes: 1_000_000, reason: null },
    });
    expect(await host.status).toBe(3);
  });

  test("a host that stops reading holds up neither the other stream nor the end", async () => {
    const host = await announced("read x; echo words >&2; exec cat /dev/zero");
    host.stdin.end();
    expect(await nextLine(host.stderr)).toBe("words");
    host.order("stop");
    expect(await host.until("exit")).toMatchObject({ signal: "SIGTERM", reason: null });
    expect(await host.status).toBe(143);
  });

  const stop = (host: Host) => host.order("stop");
  const signal = (host: Host) => void host.process.kill("SIGTERM");
  const leave = (host: Host) => void host.socket.destroy();
  const closeStdin = (host: Host) => void host.stdin.end();
  const nonsense = (host: Host) => {
    for (const order of ["nonsense", "", "stopp", "stop"]) host.order(order);
  };
  const obedient = "trap 'exit 5' TERM; echo ready >&2; while :; do sleep 60 & wait; done";
  const stubborn = "trap '' TERM; echo ready >&2; while :; do sleep 60; done";
  const reader = "echo ready >&2; cat; exit 8";
  test.for([
    { name: "stop", script: obedient, graceMs: patientMs, how: stop, status: 5 },
    { name: "ignored stop", script: stubborn, graceMs: briefMs, how: stop, status: 137 },
    { name: "nonsense, then stop", script: stubborn, graceMs: briefMs, how: nonsense, status: 137 },
    { name: "ignored SIGTERM", script: stubborn, graceMs: briefMs, how: signal, status: 137 },
    { name: "orchestrator gone", script: stubborn, graceMs: briefMs, how: leave, status: 137 },
    { name: "end of stdin", script: reader, graceMs: patientMs, how: closeStdin, status: 8 },
  ])("the plugin ends: $name", async ({ script, graceMs, how, status }) => {
    const host = await hostOf(launcher, sh(script), graceMs);
    const pid = await host.pid();
    await host.until("stderr");
    how(host);
    expect(await host.status).toBe(status);
    await gone(pid);
  });

  test.for([
    { name: "stop", how: stop },
    { name: "SIGTERM", how: signal },
    { name: "orchestrator gone", how: leave },
  ])("a decoy prints what it is told and stays until $name", async ({ how }) => {
    const host = await hostOf(launcher, null);
    await host.until("hello");
    host.stdin.end();
    const text = "long".repeat(6000);
    host.order(`announce ${text}`);
    expect(await nextLine(host.stdout)).toBe(text);
    how(host);
    expect(await host.status).toBe(0);
  });
});
