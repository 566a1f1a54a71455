import { hash } from "node:crypto";
import { z } from "zod";
import { Misuse } from "../domain/misuse.ts";

const words = z.array(z.string().max(1000)).max(1000).readonly();

/** Of a file of fixtures/presets or of the worker's own project. */
export const presetName = /^[a-z0-9][a-z0-9-]{0,100}$/;

const shardJobSchema = z.strictObject({
  /** Of the run that all its parts are put together to. */
  runId: z.string().max(200),
  /** The tool's version: others may cut a plan otherwise. */
  version: z.string().max(100),
  /** What is run, as a user picks it. A path would have a worker run what lies there: a preset can name implementations. */
  preset: z.string().regex(presetName).optional(),
  only: words,
  client: words,
  server: words,
  mode: words,
  key: words,
  /** How long cells took before, in milliseconds, by their ids: what the plan was cut by. */
  durations: z
    .array(z.tuple([z.string().max(1000), z.number()]))
    .max(100_000)
    .readonly(),
  index: z.int().min(1),
  of: z.int().min(1),
  /** The digest of the whole plan, as results of a shard have it. */
  plan: z.string().max(100),
});

/** One part of a plan, as it lies in a queue. */
export type ShardJob = Readonly<z.infer<typeof shardJobSchema>>;

/** @throws Misuse for what no `enqueue` of this version puts there. */
export const readShardJob = (data: unknown): ShardJob => {
  const read = shardJobSchema.safeParse(data);
  if (read.success) return read.data;
  throw new Misuse(
    `the queue has a job that is none of this version's: ${z.prettifyError(read.error).split("\n")[0]}`,
  );
};

/** The same part of the same run has the same id, so that it lies in the queue once. */
export const jobIdOf = ({ runId, version, plan, index, of }: ShardJob): string =>
  hash("sha256", JSON.stringify([runId, version, plan, index, of]));
