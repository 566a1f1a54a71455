import { useLayoutEffect, useState } from "preact/hooks";
import { fragmentOf, stateFrom, type ViewState } from "../view-state.ts";

/**
 * What the address says is shown, and how to show something else. Opening a cell is a step that the browser's Back
 * takes back; a filter is changed in place.
 */
export const useViewState = (): readonly [ViewState, (next: ViewState) => void] => {
  const [state, setState] = useState(() => stateFrom(location.hash));
  useLayoutEffect(() => {
    const follow = () => setState(stateFrom(location.hash));
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const go = (next: ViewState) => {
    const isStep = next.cell !== null && state.cell === null;
    history[isStep ? "pushState" : "replaceState"](null, "", `#${fragmentOf(next)}`);
    setState(next);
  };
  return [state, go];
};
