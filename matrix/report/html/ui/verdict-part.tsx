import { lookWords } from "../../look-words.ts";
import { toggled, type ViewState } from "../view-state.ts";
import { HeadingPart } from "./heading-part.tsx";
import { Mark } from "./mark.tsx";
import { useReport } from "./report-data.ts";

/** What matters first: the verdict, then how many cells look how. A number shows its cells alone. */
export const VerdictPart = ({ state, go }: { state: ViewState; go(state: ViewState): void }) => {
  const { heading, counts } = useReport().overview.verdict;
  return (
    <>
      <HeadingPart heading={heading} />
      <ul class="counts" aria-label="Results">
        {counts.map(({ look, cells }) => (
          <li key={look}>
            <button
              type="button"
              class="count"
              aria-pressed={state.chosen.get("look")?.has(look) ?? false}
              onClick={() => go(toggled(state, "look", look))}
            >
              <Mark look={look} /> <b>{cells}</b> {lookWords(look, cells)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};
