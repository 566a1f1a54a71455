import { existsSync } from "node:fs";
import type { Implementation } from "../../domain/implementation.ts";

/**
 * A build may end well and leave out what its manifest starts: the first word of server and client that leads into the
 * build folder. A word with `*` is a pattern of the program's own, as in a Java class path.
 *
 * @returns what is not there, one sentence; null where all of it is.
 */
export const notMade = ({ server, client, build, buildFolder }: Implementation): string | null => {
  for (const argv of [server, client].filter((one) => one !== null)) {
    const program = argv.find((word) => word.startsWith(`${buildFolder}/`) && !word.includes("*"));
    if (program === undefined || existsSync(program)) continue;
    return build.length === 0
      ? `its manifest starts ${program} and has no step that builds it`
      : `its build failed: every step ended well and none made ${program}`;
  }
  return null;
};
