import { randomBytes } from "node:crypto";
import { startStandaloneServer } from "./standalone-server.ts";

/**
 * Asks a server for a security mode that nobody knows. CONTRACT.md, "Unsupported": it must say so
 * rather than serve something else.
 *
 * @returns null if it did, else what it did instead, one sentence.
 */
export const probeUnknownMode = async (
  { id, server }: Readonly<{ id: string; server: readonly string[] }>,
  launcher: readonly string[],
  limitMs: number,
  signal?: AbortSignal,
): Promise<string | null> => {
  const mode = `mode-${randomBytes(4).toString("hex")}`;
  const listener = { id: mode, mode, network: "tcp", address: "127.0.0.1:0" } as const;
  const started = await startStandaloneServer(
    [listener],
    limitMs,
    { launcher, argv: server, environment: {} },
    (process) => {
      signal?.addEventListener("abort", () => void process.stop(), { once: true });
      if (signal?.aborted) void process.stop();
    },
  );
  const asked = `the server of ${id} was asked for the unknown mode ${mode} and`;
  switch (started.kind) {
    case "unsupported":
      return null;
    case "serving":
      await started.process.stop();
      return `${asked} served it; it must end with exit code 127`;
    case "broken":
      return `${asked} did not end with exit code 127: ${started.reason}`;
  }
};
