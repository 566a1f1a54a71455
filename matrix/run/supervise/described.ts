import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Implementation } from "../../domain/implementation.ts";
import type { Description } from "../../domain/prove.ts";
import { writeWhole } from "./build-record.ts";
import { HarnessFault, startWorker } from "./worker.ts";
import { descriptionSchema } from "./worker-messages.ts";

/** A client that dies at times is asked again; one that always dies says nothing the third time either. */
const mostTries = 3;

export type Candidate = Pick<Implementation, "id"> &
  Readonly<{
    client: readonly string[];
    /** Of the program that answers. */
    digest: string;
  }>;

export type Described = Readonly<
  { kind: "described"; description: Description } | { kind: "silent"; reason: string }
>;

const keptSchema = z.object({ digest: z.string(), description: descriptionSchema });

/**
 * What the clients of a language say of their stack: one of them is asked, once for each program, and its answer kept
 * in a file.
 *
 * @param candidates - the first is asked first; where it does not answer, the next.
 */
export const described = async (
  candidates: readonly Candidate[],
  file: string,
  launcher: readonly string[],
  signal: AbortSignal,
): Promise<Described> => {
  const kept = read(file);
  if (kept && candidates.some(({ digest }) => digest === kept.digest)) {
    return { kind: "described", description: kept.description };
  }
  let reason = "there is no client to ask";
  for (let tries = 0; tries < mostTries && !signal.aborted; tries++) {
    const candidate = candidates[tries % candidates.length];
    if (!candidate) break;
    const asked = await ask(candidate, launcher, signal);
    if (asked.kind === "silent") {
      reason = asked.reason;
      continue;
    }
    keep(file, candidate.digest, asked.description);
    return asked;
  }
  return { kind: "silent", reason: `${reason} (describe, asked ${mostTries} times)` };
};

const ask = async (
  { id, client }: Candidate,
  launcher: readonly string[],
  signal: AbortSignal,
): Promise<Described> => {
  const argv = client.map((word) => word.replaceAll("{keyLog}", "/dev/null"));
  const worker = startWorker(id, { launcher, argv, environment: {} });
  const stop = () => void worker.process.stop();
  signal.addEventListener("abort", stop);
  try {
    return { kind: "described", description: await worker.describe() };
  } catch (error) {
    if (!(error instanceof HarnessFault)) throw error;
    return { kind: "silent", reason: error.message };
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.process.stop();
  }
};

const read = (file: string): z.infer<typeof keptSchema> | null => {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
};

const keep = (file: string, digest: string, description: Description): void => {
  try {
    writeWhole(file, JSON.stringify({ digest, description }));
  } catch {
    // A checkout that may only be read: it is asked again the next time.
  }
};
