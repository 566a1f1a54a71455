import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The text of a file under fixtures/golden: what a report is to be, whole. */
export const golden = (name: string): string =>
  readFileSync(join(import.meta.dirname, "../../../fixtures/golden", name), "utf8");
