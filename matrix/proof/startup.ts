import { join } from "node:path";
import type { Implementation } from "../domain/implementation.ts";
import { makeProcessFolder, type ProcessFolder } from "./process-folder.ts";

/** What a process of an implementation is started with. */
export type Startup = Readonly<{
  folder: ProcessFolder;
  launcher: readonly string[];
  argv: readonly string[];
  environment: Readonly<Record<string, string>>;
}>;

export type StartupOptions = Readonly<{
  implementations: readonly Implementation[];
  launcher: readonly string[];
  /** Whether the libraries' own debug output is on. */
  debug: boolean;
  /** The run's folder. */
  folder: string;
}>;

/** Makes a folder for each process that is to be started, and the command line and environment that go with it. */
export const startups = ({ implementations, launcher, debug, folder }: StartupOptions) => {
  let made = 0;
  const implementation = (id: string): Implementation => {
    const found = implementations.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`no implementation ${id}`);
    return found;
  };
  return {
    implementation,
    startup: (id: string, role: "client" | "server" | "plugin"): Startup => {
      const { client, server, debug: switches } = implementation(id);
      const own = makeProcessFolder(join(folder, `${++made}-${role}`));
      const argv = role === "client" ? client : server;
      return {
        folder: own,
        launcher,
        argv: argv.map((word) => word.replaceAll("{keyLog}", own.keyLog.path)),
        environment: { ...(debug ? switches : {}), ...own.environment },
      };
    },
  };
};
