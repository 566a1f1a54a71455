import { rendered } from "./rendered.ts";
import type { ListenerConfig, StandaloneServer } from "./standalone-server.ts";
import { type StartOptions, type Supervised, start } from "./start.ts";
import { startOnPort } from "./start-on-port.ts";

/**
 * Starts a gRPC server that knows nothing of CONTRACT.md, with one listener, and waits until it accepts connections there.
 *
 * @param options - words in braces of its argv stand for the listener.
 * @param begun - told each process at once, so that it can be ended before it accepts anything.
 */
export const startGrpcServer = async (
  { id, certificate = "", key = "", clientCa = "" }: ListenerConfig,
  limitMs: number,
  options: Pick<StartOptions, "launcher" | "argv" | "environment" | "workingFolder"> &
    Readonly<{ temporary: string }>,
  begun: (process: Supervised) => void,
): Promise<StandaloneServer> => {
  const { temporary, ...startup } = options;
  const running = await startOnPort(async (port) => {
    const address = `127.0.0.1:${port}`;
    const words = { address, port: `${port}`, certificate, key, ca: clientCa, temporary };
    const process = start({
      ...startup,
      argv: startup.argv.map((word) => rendered(word, words)),
      onLine: null,
      lineLimitBytes: 0,
    });
    begun(process);
    return { process };
  }, limitMs);
  switch (running.kind) {
    case "accepting":
      return {
        kind: "serving",
        process: running.process,
        endpoints: new Map([[id, running.endpoint]]),
      };
    case "broken":
      return { ...running, phase: "spawn", line: null, fault: null };
  }
};
