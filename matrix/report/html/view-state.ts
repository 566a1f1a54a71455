import type { FacetName } from "./facets.ts";

/** What a reader looks at: kept in the address, so that a link shows the same. */
export type ViewState = Readonly<{
  /** The id of the cell that is open; null for none. */
  cell: string | null;
  text: string;
  /** Values of which a cell must have one, for each facet that is chosen from. */
  chosen: ReadonlyMap<string, ReadonlySet<string>>;
}>;

const reserved = { cell: "cell", text: "q" } as const;

/** @param fragment - with or without its "#". What it does not know of stays, and chooses nothing. */
export const stateFrom = (fragment: string): ViewState => {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const chosen = new Map<string, ReadonlySet<string>>();
  for (const [name, value] of fields) {
    if (name === reserved.cell || name === reserved.text) continue;
    chosen.set(name, new Set([...(chosen.get(name) ?? []), value]));
  }
  return { cell: fields.get(reserved.cell), text: fields.get(reserved.text) ?? "", chosen };
};

/** Without "#"; empty where nothing is chosen. */
export const fragmentOf = ({ cell, text, chosen }: ViewState): string => {
  const fields = new URLSearchParams();
  if (text !== "") fields.set(reserved.text, text);
  for (const [name, values] of chosen) for (const value of values) fields.append(name, value);
  if (cell !== null) fields.set(reserved.cell, cell);
  return fields.toString();
};

/** The state with one value of a facet chosen, or no longer chosen. */
export const toggled = (state: ViewState, name: FacetName, value: string): ViewState => {
  const before = state.chosen.get(name) ?? new Set();
  const after = before.has(value) ? [...before].filter((one) => one !== value) : [...before, value];
  const others = [...state.chosen].filter(([other]) => other !== name);
  return {
    ...state,
    chosen: new Map(after.length > 0 ? [...others, [name, new Set(after)]] : others),
  };
};
