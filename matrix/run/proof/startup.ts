import type { Implementation } from "../../domain/implementation.ts";
import type { ThirdParty } from "../../domain/third-party.ts";
import { type Program, touchedSince } from "../supervise/program.ts";
import { HarnessFault } from "../supervise/worker.ts";
import type { PrivateFolder } from "./private-folder.ts";
import type { ProcessFolder } from "./process-folder.ts";

/** What a process of an implementation is started with. */
export type Startup = Readonly<{
  folder: ProcessFolder;
  launcher: readonly string[];
  argv: readonly string[];
  workingFolder: string;
  environment: Readonly<Record<string, string>>;
  /** Of a plugin's application. */
  protocolVersion: number;
  /** null for a program that is written to CONTRACT.md. */
  thirdParty: ThirdParty | null;
}>;

/** What implementations of CONTRACT.md speak. */
const contractVersion = 1;

export type StartupOptions = Readonly<{
  implementations: readonly Implementation[];
  launcher: readonly string[];
  /** Whether the libraries' own debug output is on. */
  debug: boolean;
  /** What runs of each implementation; a program that is no longer that is not started. */
  programs?: ReadonlyMap<string, Program>;
  folder: Pick<PrivateFolder, "ofProcess">;
}>;

/** Makes a folder for each process that is to be started, and the command line and environment that go with it. */
export const startups = ({
  implementations,
  launcher,
  debug,
  programs,
  folder,
}: StartupOptions) => {
  const implementation = (id: string): Implementation => {
    const found = implementations.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`no implementation ${id}`);
    const program = programs?.get(id);
    const touched = program ? touchedSince(program) : null;
    if (touched !== null) throw new HarnessFault(`${id} was not started: ${touched}`);
    return found;
  };
  return {
    /** @throws HarnessFault if its program was written to since the run began, or the run is being ended. */
    startup: (id: string, role: "client" | "server" | "plugin"): Startup => {
      const { client, server, thirdParty, debug: switches } = implementation(id);
      const own = folder.ofProcess(role);
      const argv = role === "client" ? client : server;
      if (!argv) throw new Error(`${id} is no ${role}`);
      return {
        folder: own,
        launcher,
        workingFolder: own.workingFolder,
        argv: argv.map((word) => word.replaceAll("{keyLog}", own.keyLog.path)),
        environment: {
          ...thirdParty?.environment,
          ...(debug ? switches : {}),
          ...own.environment,
        },
        protocolVersion:
          thirdParty?.kind === "plugin" ? thirdParty.protocolVersion : contractVersion,
        thirdParty,
      };
    },
  };
};
