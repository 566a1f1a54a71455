import { delimiter, dirname } from "node:path";
import type { Origin } from "../places.ts";

/** How the tool was started. */
export type Start = Readonly<{
  origin: Origin;
  /** The path by which Node was given the program: of a link, the link's. */
  program: string;
  /** Where a shell looks for commands. */
  searched: string;
}>;

/** What a user types to start the tool again, before its command's name. */
export const calledAs = ({ origin, program, searched }: Start): string => {
  if (origin === "checkout") return "npm run matrix --";
  const folder = dirname(program);
  // npm puts this folder where a shell looks, for as long as a script or npx runs.
  const isProjects = folder.endsWith("/node_modules/.bin");
  return !isProjects && searched.split(delimiter).includes(folder)
    ? "handshake-matrix"
    : "npx handshake-matrix";
};
