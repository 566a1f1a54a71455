import { parentPort } from "node:worker_threads";
import { type Case, Judge } from "./judge.ts";

const judge = new Judge();

parentPort?.on("message", (one: Case) => {
  judge.survives(one).then(
    (survives) => parentPort?.postMessage({ survives }),
    (error: Error) => parentPort?.postMessage({ fault: error.message }),
  );
});
