import { render } from "preact";
import type { ComparisonView } from "../comparison-view.ts";
import { App } from "./app.tsx";
import { ComparisonApp } from "./comparison-app.tsx";
import { Report, reportData } from "./report-data.ts";

const read = (id: string) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

/** A page has either a run or a comparison of two. */
const shown = () => {
  const comparison: ComparisonView | null = read("comparison");
  if (comparison !== null) return <ComparisonApp view={comparison} />;
  const data = reportData(read("overview"), () => read("details"));
  return (
    <Report.Provider value={data}>
      <App />
    </Report.Provider>
  );
};

const place = document.querySelector("#report");
if (place) {
  const page = shown();
  place.replaceChildren();
  render(page, place);
}
