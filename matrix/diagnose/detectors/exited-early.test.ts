import { describe, expect, test } from "vitest";
import type { ProcessEvidence } from "../../domain/evidence.ts";
import type { Phase } from "../../domain/phase.ts";
import { exited, pluginNotStarted, processEvidence } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";
import type { Symptoms } from "../rule.ts";

const withServer = (phase: Phase, server: Partial<ProcessEvidence>) =>
  symptoms(phase, { server: processEvidence(server) }, { mode: "none" });

describe("exited-early", () => {
  const code = "exited-early";

  test.for([
    [
      "with a code and last words",
      { exit: exited({ code: 3 }), stderr: "starting\nno such key file\n" },
      ["launcher: ended with exit code 3", "server: no such key file"],
    ],
    [
      "by a signal, silently",
      { exit: exited({ code: null, signal: "SIGSEGV" }) },
      ["launcher: ended with SIGSEGV"],
    ],
    ["with code 0", { exit: exited() }, ["launcher: ended with exit code 0"]],
  ] as const)("%s", ([, server, quotes]) => {
    expect(gist(found(code, withServer("spawn", server)))).toEqual({
      side: "server",
      decided: true,
      quotes,
    });
  });

  const killed = { exit: exited({ code: null, signal: "SIGKILL" }) };
  const started = (message: string, mode: Symptoms["mode"] = "auto-mtls") => ({
    ...symptoms("handshake-line", {
      connections: [],
      server: processEvidence(killed),
      report: pluginNotStarted(message),
    }),
    mode,
  });

  test("by a signal that its host did not send", () => {
    const { causes } = diagnose(started("plugin exited before we could connect"));
    expect(causes.map((cause) => cause.code)).toEqual([code]);
  });

  test("or that its host may have sent, at the end of its output: nothing is decided", () => {
    const text =
      "Unrecognized remote plugin message: \nFailed to read any lines from plugin's stdout";
    expect(diagnose(started(text)).causes).toMatchObject([
      { code: "handshake-line-missing", side: "server", decided: false },
    ]);
  });

  test("a host that waited in vain ended it itself", () => {
    const { causes } = diagnose(started("timeout while waiting for plugin to start"));
    expect(causes.map((cause) => cause.code)).toEqual(["handshake-line-missing"]);
  });

  test("a plugin that crashed has announced nothing: no second cause", () => {
    const of = started("plugin exited before we could connect");
    const server = processEvidence({ exit: exited({ code: null, signal: "SIGABRT" }) });
    const { causes } = diagnose({ ...of, evidence: { ...of.evidence, server } });
    expect(causes.map((cause) => cause.code)).toEqual([code]);
  });

  test.for([
    [
      "a server without a host announces itself otherwise",
      "tls",
      { exit: exited({ code: null, signal: "SIGSEGV" }) },
    ],
    ["it still runs", "spawn", { exit: null }],
    ["it was killed for being late", "spawn", { exit: exited({ code: null, signal: "SIGKILL" }) }],
    ["it had announced itself", "rpc", { exit: exited({ code: 1 }) }],
  ] as const)("silent: %s", ([, phase, server]) => {
    expect(found(code, withServer(phase, server))).toBeUndefined();
  });
});
