import { render } from "preact";
import { App } from "./app.tsx";
import { Report, reportData } from "./report-data.ts";

const read = (id: string) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

const place = document.querySelector("#report");
if (place) {
  const data = reportData(read("overview"), () => read("details"));
  place.replaceChildren();
  render(
    <Report.Provider value={data}>
      <App />
    </Report.Provider>,
    place,
  );
}
