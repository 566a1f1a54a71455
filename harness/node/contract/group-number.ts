import { readFileSync } from "node:fs";

/**
 * The number of a group that is given by it or by its name; Node has no way to ask the system's own directory.
 *
 * @throws Error if /etc/group does not have the name.
 */
export function groupNumber(group: string): number {
  if (/^\d+$/.test(group)) return Number(group);
  for (const line of readFileSync("/etc/group", "utf8").split("\n")) {
    const [name, , number] = line.split(":");
    if (name === group) return Number(number);
  }
  throw new Error(`group: unknown group ${group}`);
}
