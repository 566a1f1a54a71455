/**
 * The client: a worker that answers JSON-RPC requests on standard input until its end
 * (../CONTRACT.md). Standard output carries the answers and nothing else.
 */
import { describe } from "./client/describe.ts";
import { serveJsonRpc } from "./client/json-rpc.ts";
import { PluginProcess } from "./client/plugin-process.ts";
import { Prover } from "./client/prove.ts";
import { keepKeyLog } from "./rpc/key-log.ts";

const keyLog = process.env["SSLKEYLOGFILE"];
if (keyLog) keepKeyLog(keyLog);
const prover = new Prover();

// Whatever ends this process ends the plugins of requests that still run.
process.on("exit", () => PluginProcess.killAll());
process.once("SIGTERM", () => process.exit(0));

void serveJsonRpc(process.stdin, process.stdout, {
  describe,
  prove: (params) => prover.prove(params),
})
  .then(() => prover.close())
  .then(() => process.exit(0));
