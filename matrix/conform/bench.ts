/** What the checks of one implementation share: keys, a private folder, and the end of every process. */
import type { Implementation } from "../domain/implementation.ts";
import { checkLoopback } from "../run/observe/loopback.ts";
import type { RunPki } from "../run/pki/run-pki.ts";
import { authorityFor } from "../run/proof/authority-for.ts";
import { openLifetime } from "../run/proof/lifetime.ts";
import { openPrivateFolder } from "../run/proof/private-folder.ts";
import { type Startup, startups } from "../run/proof/startup.ts";
import { openPluginRegistry, type PluginRegistry } from "../run/supervise/plugin-registry.ts";
import type { Supervised } from "../run/supervise/start.ts";

export type Bench = Readonly<{
  pki: RunPki;
  registry: PluginRegistry;
  /** Whether the client says that it writes TLS secrets; null where nobody knows. */
  keyLog: boolean | null;
  startup(role: "client" | "server"): Startup;
  /** A path that nobody else uses; short enough for a socket. */
  socket(name: string): string;
  /** Told of each process that is started, which then ends with the bench. */
  begun(process: Supervised): void;
  close(): Promise<void>;
}>;

export type BenchOptions = Readonly<{
  implementation: Implementation;
  launcher: readonly string[];
  keyLog: boolean | null;
  /** Told in a sentence where private files lie, if that is unusual, and if they stay. */
  note(sentence: string): void;
  signal: AbortSignal;
}>;

/** @throws EnvironmentFault; the signal's reason, if it is aborted while this is being opened. */
export const openBench = async ({
  implementation,
  launcher,
  keyLog,
  note,
  signal,
}: BenchOptions): Promise<Bench> => {
  signal.throwIfAborted();
  await checkLoopback();
  const lifetime = openLifetime();
  const { isClosed, begun, close } = lifetime;
  signal.addEventListener("abort", () => void close(), { once: true });
  const folder = openPrivateFolder({ launcher, note, isClosed });
  lifetime.atEnd(folder.remove);
  const registry = await openPluginRegistry(launcher, folder.socket("registry.sock"));
  lifetime.atEnd(registry.close);
  const pki = await authorityFor(folder.pki, signal).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const { startup } = startups({
    implementations: [implementation],
    launcher,
    debug: false,
    folder,
  });
  return {
    pki,
    registry,
    keyLog,
    startup: (role) => startup(implementation.id, role),
    socket: folder.socket,
    begun,
    close,
  };
};
