import type { Paint } from "../../report/grid.ts";

/** What a command may write to. */
export type Console = Readonly<{
  out(text: string): void;
  /** Whether a picture can be redrawn in place. */
  isTerminal: boolean;
  columns: number;
  rows: number;
  paint: Paint;
}>;
