import type { KnownCause, Side } from "../domain/cause.ts";
import type { FactName, FactNamed, Stack } from "../domain/fact.ts";

/**
 * How near a text comes to a cause. `root`: it names one, or few. `end`: a connection ended, or time ran out, for many
 * reasons. `wrapper`: something failed.
 */
export type Depth = "root" | "end" | "wrapper";

/** `own` is the printer's end of the connection, `peer` the one that it spoke with. */
type Whose = Exclude<Side, "harness"> | "own" | "peer";

/** `accused` is whom an alert is about, `accuser` who sent it. */
type WhoseByAlert = Exclude<Side, "harness"> | "accused" | "accuser";

/** A cause, and who has to change something; a cause alone where that is not known. */
export type Sided<W extends string = Whose> = KnownCause | `${KnownCause}: ${W}`;

/** What a text comes to. */
type Meaning<W extends string> = Readonly<{
  /** `root` where it is left out. */
  depth?: Exclude<Depth, "root">;
  /** The most frequent first; none where the text says that something failed, and it is none of the known causes. */
  causes: readonly Sided<W>[];
  /** The text admits no other cause than the first: the others look like it. */
  decides?: true;
}>;

/** What a field of a fact has to be: itself, one of several, or a text that fits. */
type Wanted<T> = T | readonly T[] | (string extends T ? RegExp : never);

/** What a text comes to under conditions, all of which have to hold; of the rows of a fact the first that fits counts. */
export type FactRow<Name extends FactName = FactName> = Meaning<Whose> &
  Readonly<{
    /** Which end of the connection the printer was; a row without it holds for either, and for one that is not known. */
    acting?: "client" | "server";
    by?: "between";
    stack?: readonly Stack[];
    /** The words themselves. */
    quote?: RegExp;
    /** What the printer said at once. */
    around?: RegExp;
    /** The peer is a socket in the file system; `named` where the printer says so in the same words. */
    over?: "socket" | "named socket";
    with?: { readonly [K in Exclude<keyof FactNamed<Name>, "fact">]?: Wanted<FactNamed<Name>[K]> };
  }>;

/** Each fact with its rows; no row where it states no fault. */
export type FactTable<Names extends FactName = FactName> = {
  readonly [Name in Names]: readonly FactRow<Name>[];
};

export type AlertRow = Meaning<WhoseByAlert> &
  Readonly<{
    /** Whose certificate is meant, if it is about one; a row without it holds for any end. */
    about?: "client" | "server";
  }>;
