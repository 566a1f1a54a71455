/** Where go-plugin puts a plugin's unix socket, and who may use it (server.go). */
import { randomInt } from "node:crypto";
import { chmodSync, chownSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { groupNumber } from "../contract/group-number.ts";
import { socketDirectoryName, socketGroupName } from "../contract/plugin-variables.ts";

/** A name that nobody has, in its host's directory or the temporary one. */
export function newSocketPath(environment: NodeJS.ProcessEnv): string {
  return join(environment[socketDirectoryName] || tmpdir(), `plugin${randomInt(2 ** 47)}`);
}

/** Lets the host's group use the socket, if the host named one. @throws Error if that cannot be done */
export function giveToGroup(path: string, environment: NodeJS.ProcessEnv): void {
  const group = environment[socketGroupName];
  if (!group) return;
  chownSync(path, process.getuid?.() ?? -1, groupNumber(group));
  chmodSync(path, 0o660);
}
