/**
 * The KV server: a go-plugin plugin, or any number of listeners (../CONTRACT.md). Standard output
 * carries one line for the process that started it; everything else goes to standard error.
 */
import type { Server } from "@grpc/grpc-js";
import { Unsupported } from "./contract/unsupported.ts";
import { keepKeyLog } from "./rpc/key-log.ts";
import { HeldStreams } from "./server/held-streams.ts";
import { pluginTls, servePlugin, tlsToHost } from "./server/serve-plugin.ts";
import { serveStandalone } from "./server/serve-standalone.ts";
import { servedServices } from "./server/served-services.ts";
import { readServerConfig } from "./server/server-config.ts";

/** The contract gives a server one second to end; open connections get half of it. */
const shutdownLimitMs = 500;

const unsupportedExitCode = 127;

async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const keyLog = environment["SSLKEYLOGFILE"];
  if (keyLog) keepKeyLog(keyLog);
  const { endOnStdinEof, run } = readServerConfig(environment["KV_SERVER_CONFIG"]);
  const held = new HeldStreams();
  let servers: Server[] = [];
  const end = () => {
    setTimeout(() => process.exit(0), shutdownLimitMs);
    held.endAll();
    void Promise.all(servers.map(shutDown)).then(() => process.exit(0));
  };
  const stop = () => void servers.map(shutDown);
  process.once("SIGTERM", () => process.exit(0));
  if (endOnStdinEof) process.stdin.once("end", () => process.exit(0)).resume();

  if (run.kind === "plugin") {
    const tls = pluginTls(run.listener, environment["PLUGIN_CLIENT_CERT"]);
    const services = servedServices(held, tls && tlsToHost(tls), end, stop, true);
    servers = await servePlugin(run.listener, tls, services);
  } else {
    const services = servedServices(held, null, end, stop);
    servers = await serveStandalone(run.listeners, services);
  }
}

function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => server.tryShutdown(() => resolve()));
}

if (process.env["BASIC_PLUGIN"] === "hello") {
  serve(process.env).catch((error: Error) => {
    const isUnsupported = error instanceof Unsupported;
    process.stderr.write(`${isUnsupported ? "unsupported: " : ""}${error.message}\n`);
    process.exit(isUnsupported ? unsupportedExitCode : 1);
  });
} else {
  process.stderr.write(
    "This is a go-plugin plugin, a KV server of the handshake matrix; a plugin host starts it.\n",
  );
  process.exitCode = 1;
}
