import type { Dialled } from "./checks.ts";
import { endpointIn } from "./endpoint.ts";
import type { ReadSource } from "./read-text-matches.ts";

/** What go-plugin's host says of a plugin that it starts (client.go). */
const started =
  /\b(?:starting plugin|plugin started|waiting for RPC address|using plugin|plugin address|plugin process exited): |\bplugin\.(?:stdio|GRPCStdio|GRPCBroker)\b/;

const commandOf = /\bstarting plugin: path="?([\w.@+/-]{1,240})/;

/** Where plugins listen: go-plugin's serve on loopback, or on a socket in the folder of temporary files. */
const loopback = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\]):/;

/** @param socket - the path of the only peer that the logs name; null where they name a host, or none. */
export const dialledIn = (sources: readonly ReadSource[], socket: string | null): Dialled => {
  const address = endpointIn(sources);
  const isOutside = address !== null && !loopback.test(address);
  if (!isOutside && sources.some(isOfPlugin))
    return { kind: "plugin", command: commandIn(sources) };
  if (socket !== null) return { kind: "socket", path: socket };
  return address === null ? { kind: "unsaid" } : { kind: "endpoint", address };
};

const isOfPlugin = ({ text, textMatches }: ReadSource): boolean =>
  textMatches.some(({ stack }) => stack === "go-plugin") || started.test(text.slice(0, scanned));

const commandIn = (sources: readonly ReadSource[]): string | null => {
  for (const { text } of sources) {
    const command = commandOf.exec(text.slice(0, scanned))?.[1];
    if (command !== undefined) return command;
  }
  return null;
};

/** UTF-16 units in which a plugin's start is looked for. */
const scanned = 256 * 1024;
