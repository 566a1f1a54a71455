import type { Quote } from "./cause.ts";

/** A frame that passed, as a ladder finds it. */
export type FrameReference = Readonly<{
  /** Its place among the cell's connections, from 0. */
  connection: number;
  from: "client" | "server";
  /** 0: the connection itself. */
  stream: number;
  /** In RFC 9113 section 6. */
  name: string;
  /** The field of its header block that is meant; null: the frame. */
  field: string | null;
  /** Bytes of that side's stream up to and with its last one. */
  endsAt: number;
}>;

/** What an application can see of its library, held against what the specification says of it. */
export type Finding = Readonly<
  /** Something that the specification forbids. */
  | {
      kind: "violation";
      /** null where the evidence does not tell which side. */
      by: "client" | "server" | null;
      /** One sentence without its period. The same for every pair in which a stack does the same. */
      sentence: string;
      clause: string;
      saw: readonly Quote[];
      /** How an application lives with it; absent where the behaviour's own advice is for it. */
      advice?: string;
      /** Those that show it; absent where none was read. */
      frames?: readonly FrameReference[];
    }
  /** Something that stacks do in several ways, all of them allowed. */
  | {
      kind: "permitted";
      by: "client" | "server";
      sentence: string;
      clause: string;
      /** As of a violation. */
      advice?: string;
    }
  /** Something that happens in some of many tries, so that one try shows nothing. */
  | { kind: "rate"; by: "client" | "server" | null; sentence: string; times: number; of: number }
>;

/** What a cell with a behaviour showed; without findings the pair does what the specification says. */
export type BehaviourResult = Readonly<{
  name: string;
  /** What was tried, to stand in a sentence. */
  title: string;
  /** How an application lives with what is found; null where nothing is known. */
  advice: string | null;
  findings: readonly Finding[];
}>;
