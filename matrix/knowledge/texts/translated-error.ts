import type { Fact } from "../../domain/fact.ts";

/** One error in the languages of a catalogue. `seen`: the catalogue and its message. */
export type TranslatedError = Readonly<{ fact: Fact; seen: string; texts: readonly string[] }>;
