import { expect, test } from "vitest";
import { jobIdOf, readShardJob } from "./shard-job.ts";

const job = {
  runId: "r",
  version: "1",
  only: [],
  client: ["go"],
  server: [],
  mode: [],
  key: [],
  durations: [["go/go/none", 12]],
  index: 1,
  of: 2,
  plan: "sha256:00",
};

test("a job is read as it was put", () => {
  expect(readShardJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
});

test.each([
  ["a path of a harness, which would choose what a worker runs", { ...job, harness: ["/tmp/x"] }],
  ["a path of a preset, which can name implementations", { ...job, preset: "/tmp/x.yaml" }],
  ["a preset beside those of the tool", { ...job, preset: "../x" }],
  ["part 0", { ...job, index: 0 }],
  ["nothing", null],
])("refused: %s", (_, data) => {
  expect(() => readShardJob(data)).toThrow("the queue has a job that is none of this version's");
});

test("each part of a run has an id of its own, and of another run another", () => {
  const read = readShardJob(job);
  const ids = [read, { ...read, index: 2 }, { ...read, runId: "s" }].map(jobIdOf);
  expect(new Set(ids).size).toBe(3);
  expect(jobIdOf({ ...read })).toBe(ids[0]);
});
