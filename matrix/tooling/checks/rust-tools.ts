import { asked } from "../../run/supervise/asked.ts";

/** Rust alone of the languages need not be installed to work on the project, as its cells need not be run. */
export const hasCargo = async (): Promise<boolean> =>
  (await asked(["cargo", "--version"])).kind === "answered";
