import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { KeyType } from "../../domain/cell.ts";
import type { Dialling } from "../../run/dial/dialled.ts";
import { type HandshakeLine, parseHandshakeLine } from "../../run/observe/handshake-line.ts";
import { unsupportedReason } from "../../run/supervise/unsupported-reason.ts";
import type { Bench } from "../bench.ts";
import { overTls } from "../calls.ts";
import { broken, type Finding, notApplicable } from "../clause.ts";
import { howEnded } from "../how-ended.ts";
import { plugin, keyType as usualType } from "./listeners.ts";
import { type ServerProcess, whileRunning } from "./server-process.ts";
import { standaloneEnvironment } from "./while-serving.ts";

export type RunningPlugin = ServerProcess &
  Readonly<{
    line: HandshakeLine;
    /** Field 6 as it was printed. */
    field: string;
    certificate: X509Certificate;
    /** As the host that PLUGIN_CLIENT_CERT names. */
    asHost: Dialling;
  }>;

/** Starts the server as a plugin with a PLUGIN_CLIENT_CERT; without a line that holds its certificate the clause is broken. */
export const whilePlugin = async (
  bench: Bench,
  check: (plugin: RunningPlugin) => Promise<Finding>,
  keyType: KeyType = usualType,
): Promise<Finding> => {
  const startup = bench.startup("server");
  const listeners = await plugin(bench, keyType)(startup);
  const host = await bench.pki.untrustedHost();
  const environment = {
    ...standaloneEnvironment(listeners),
    PLUGIN_CLIENT_CERT: await readFile(host.certificate, "utf8"),
  };
  const sent = `mode auto-mtls with a key of type ${keyType}`;
  return whileRunning(bench, { startup, environment }, async (server) => {
    const { beginning, process } = server;
    if (beginning.kind === "silent") return broken(sent, "no line on standard output");
    if (beginning.kind === "not-started") return broken(sent, howEnded(beginning, process));
    if (beginning.kind === "exited") {
      const reason = unsupportedReason(beginning.exit, process.stderr.since(0));
      return reason === null
        ? broken(sent, howEnded(beginning, process))
        : notApplicable(sent, `unsupported: ${reason}`);
    }
    const { raw } = beginning.line;
    const line = parseHandshakeLine(raw);
    const certificate = line?.certificate && certificateOf(line.certificate);
    if (!line || !certificate) return broken(sent, JSON.stringify(beginning.line.shown(200)));
    const [, , , , , field = ""] = raw.split("|");
    return check({ ...server, line, field, certificate, asHost: await overTls(host) });
  });
};

const certificateOf = (der: Uint8Array): X509Certificate | null => {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
};
