/** What an application asks of its plugins' host, as go-plugin's ClientConfig has it (client.go). */
import { createHash } from "node:crypto";
import { chmodSync, chownSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { groupNumber } from "../contract/group-number.ts";
import type { JsonFields } from "../contract/json-fields.ts";
import { socketDirectoryName, socketGroupName } from "../contract/plugin-variables.ts";
import { Unsupported } from "../contract/unsupported.ts";

export interface HostOptions {
  /** undefined: those of the target. */
  readonly protocolVersions: readonly number[] | undefined;
  readonly sockets: Sockets | undefined;
  /** Of the program; undefined: any. */
  readonly sha256: string | undefined;
  /** Whether what the plugin's application writes is asked for. */
  readonly output: boolean;
}

/** Where unix sockets are made, and the group that may use them beside their user. */
interface Sockets {
  readonly folder: string;
  readonly group: string | undefined;
}

/** @throws Unsupported for what this host does not have, InvalidField */
export function readHostOptions(target: JsonFields): HostOptions {
  if (!target.has("host")) {
    return { protocolVersions: undefined, sockets: undefined, sha256: undefined, output: false };
  }
  const fields = target.object("host");
  if (fields.flag("multiplex")) {
    throw new Unsupported("host.multiplex: this client has a broker with own connections only");
  }
  const sockets = fields.has("sockets") ? fields.object("sockets") : undefined;
  return {
    protocolVersions: fields.has("protocolVersions")
      ? fields.numbers("protocolVersions")
      : undefined,
    sockets: sockets && {
      folder: sockets.string("folder"),
      group: sockets.optionalString("group"),
    },
    sha256: fields.optionalString("sha256"),
    output: fields.flag("output"),
  };
}

/** @throws Error in go-plugin's words unless the program's file has this digest. */
export function verifyChecksum(program: string, sha256: string): void {
  let content: Buffer;
  try {
    content = readFileSync(program);
  } catch (cause) {
    throw new Error("error verifying checksum", { cause });
  }
  if (createHash("sha256").update(content).digest("hex") !== sha256) {
    throw new Error("checksums did not match");
  }
}

export interface SocketDirectory {
  readonly path: string;
  /** What tells a plugin of it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Makes the directory for one plugin. */
export function makeSocketDirectory({ folder, group }: Sockets): SocketDirectory {
  const path = mkdtempSync(join(folder, "plugin-dir"));
  if (group === undefined) return { path, environment: { [socketDirectoryName]: path } };
  chownSync(path, process.getuid?.() ?? -1, groupNumber(group));
  chmodSync(path, 0o770);
  return { path, environment: { [socketDirectoryName]: path, [socketGroupName]: group } };
}
