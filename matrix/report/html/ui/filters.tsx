import type { RefObject } from "preact";
import type { Facet } from "../facets.ts";
import { toggled, type ViewState } from "../view-state.ts";
import { useReport } from "./report-data.ts";

/** The words and the values by which cells are chosen. */
export const Filters = ({
  state,
  shown,
  search,
  go,
}: {
  state: ViewState;
  shown: number;
  search: RefObject<HTMLInputElement | null>;
  go(state: ViewState): void;
}) => {
  const { overview, cells } = useReport();
  const isFiltered = state.text !== "" || state.chosen.size > 0;
  return (
    <search class="filters" aria-label="Filter">
      <input
        ref={search}
        type="search"
        aria-label="Words"
        placeholder="Search id, cause, message ( / )"
        value={state.text}
        onInput={({ currentTarget }) => go({ ...state, text: currentTarget.value })}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Escape") currentTarget.blur();
        }}
      />
      {overview.facets
        .filter(({ name }) => name !== "look")
        .map((facet) => (
          <FacetMenu key={facet.name} facet={facet} state={state} go={go} />
        ))}
      <span role="status">{isFiltered ? `${shown} of ${cells.length} cells` : ""}</span>
      {isFiltered && (
        <button
          type="button"
          class="link"
          onClick={() => go({ cell: state.cell, text: "", chosen: new Map() })}
        >
          Show all
        </button>
      )}
    </search>
  );
};

/** One is open at a time; it closes when the focus leaves it. */
const FacetMenu = ({
  facet: { name, title, values },
  state,
  go,
}: {
  facet: Facet;
  state: ViewState;
  go(state: ViewState): void;
}) => {
  const chosen = state.chosen.get(name);
  return (
    <details
      name="facet"
      class="menu"
      onKeyDown={({ key, currentTarget }) => {
        if (key !== "Escape") return;
        currentTarget.open = false;
        currentTarget.querySelector("summary")?.focus();
      }}
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) {
          currentTarget.open = false;
        }
      }}
    >
      <summary class={chosen ? "chosen" : ""}>
        {title}
        {chosen ? `: ${[...chosen].join(", ")}` : ""}
      </summary>
      <div class="choices">
        {values.map(({ value, cells }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={chosen?.has(value) ?? false}
              onChange={() => go(toggled(state, name, value))}
            />
            <span>{value}</span> <small>{cells}</small>
          </label>
        ))}
      </div>
    </details>
  );
};
