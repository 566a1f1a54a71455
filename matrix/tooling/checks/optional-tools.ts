import { asked } from "../../run/supervise/asked.ts";

/** Rust and Java need not be installed to work on the project, as their cells need not be run. */
const answers = async (...argv: readonly string[]): Promise<boolean> =>
  (await asked(argv)).kind === "answered";

export const hasCargo = (): Promise<boolean> => answers("cargo", "--version");

/** With the JDK that it runs on. */
export const hasMaven = (): Promise<boolean> => answers("mvn", "--version");
