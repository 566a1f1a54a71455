import { styleText } from "node:util";
import { type Paint, plain } from "../../report/grid.ts";
import type { Look } from "../../report/symbol.ts";

const styles: Readonly<Record<Look, Parameters<typeof styleText>[0]>> = {
  pending: "gray",
  running: "cyan",
  passed: "green",
  known: "yellow",
  unexpected: ["red", "bold"],
  unsupported: "gray",
  "not-run": "magenta",
};

/** Colour on a terminal, unless NO_COLOR is set (https://no-color.org); none elsewhere. */
export const paintFor = (
  stream: Readonly<{ isTTY?: boolean }>,
  environment: NodeJS.ProcessEnv,
): Paint =>
  stream.isTTY === true && !environment["NO_COLOR"]
    ? (look, text) => styleText(styles[look], text, { validateStream: false })
    : plain;
