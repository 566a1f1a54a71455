import { lookWords } from "../../look-words.ts";
import { toggled, type ViewState } from "../view-state.ts";
import { Mark } from "./mark.tsx";
import { useReport } from "./report-data.ts";

/** What matters first: the verdict, then how many cells look how. A number shows its cells alone. */
export const VerdictPart = ({ state, go }: { state: ViewState; go(state: ViewState): void }) => {
  const { verdict, preset, startedAt, elapsedMs, machine } = useReport().overview;
  const [day, time] = startedAt.split("T");
  return (
    <>
      <h1 class={verdict.tone}>{verdict.sentence}</h1>
      <p class="quiet">
        Preset {preset}, {day} {time?.slice(0, 5)} UTC, {(elapsedMs / 1000).toFixed(1)} s on{" "}
        {machine.platform} {machine.arch}
      </p>
      <ul class="counts" aria-label="Results">
        {verdict.counts.map(({ look, cells }) => (
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
