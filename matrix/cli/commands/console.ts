import type { Paint } from "../../report/grid.ts";

/** What a command may write to. */
export type Console = Readonly<{
  /** What a user types before a command's name. */
  command: string;
  /** Texts may name the tool's commands by its own name. */
  out(text: string): void;
  /** Whether a picture can be redrawn in place. */
  isTerminal: boolean;
  /** As the screen is at the moment. */
  readonly columns: number;
  readonly rows: number;
  paint: Paint;
}>;
