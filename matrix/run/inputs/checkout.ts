import { resolve } from "node:path";

/** The checkout: every path of the project starts here. */
export const root = resolve(import.meta.dirname, "../../..");
