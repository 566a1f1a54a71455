import { abortOf } from "../../limits/abort-of.ts";
import { Eventual } from "../../limits/eventual.ts";
import type { RunPki } from "../pki/run-pki.ts";

/** Two P-256 certificates: some milliseconds, after a library that takes a tenth of a second to load. */
const limitMs = 60_000;

/**
 * The run's authority. The library that makes certificates is loaded here, so that what was begun before starts
 * meanwhile.
 *
 * @param folder - of its keys and certificates.
 * @throws the signal's reason, if it is aborted before.
 */
export const authorityFor = async (folder: string, signal: AbortSignal): Promise<RunPki> => {
  const making = import("../pki/run-pki.ts").then(({ makeRunPki }) => makeRunPki(folder));
  const made = Eventual.first<RunPki | "aborted">(Eventual.of(making), abortOf(signal));
  const pki = await made.within(limitMs, "the run's authority");
  if (pki === "aborted") throw signal.reason;
  return pki;
};
