/**
 * One build at a time in a build folder, for all runs of a machine: a file in `.locks` beside it that names its holder.
 *
 * A file comes into being whole, by link(2), and nobody removes that of another. The lock of a process that has ended,
 * with all that it started, is taken over by its successor alone: whoever first makes the file that is named after the dead holder's token. A
 * successor that dies before it has the lock has a successor of its own.
 */
import { randomBytes } from "node:crypto";
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { identityOf, isRunning, processIdentitySchema } from "./process-identity.ts";

const holderSchema = processIdentitySchema.extend({
  token: z.string().regex(/^[0-9a-f]+$/),
  /** The launcher of what the holder runs, which ends it, some time later, when the holder has been killed. */
  guard: processIdentitySchema.nullable(),
});
type Holder = Readonly<z.infer<typeof holderSchema>>;

/** Longer than a step may take. */
const lockLimitMs = 30 * 60_000;

const lookAgainMs = 100;

/** A lock was not to be had in time; the message says whose it is. */
export class Locked extends Error {
  override readonly name = "Locked";
}

/**
 * Acts while holding the lock.
 *
 * @param act - told how to say which process guards what it has started: until that has ended, the lock is held.
 * @param waiting - told once, if another holds it: who, as in "waiting for process 12".
 * @throws Locked; the signal's reason, if it is aborted while waiting.
 */
export const withLock = async <T>(
  file: string,
  options: Readonly<{
    waiting(who: string): void;
    signal: AbortSignal;
    limitMs?: number;
  }>,
  act: (guardedBy: (pid: number) => void) => Promise<T>,
): Promise<T> => {
  const { waiting, signal, limitMs = lockLimitMs } = options;
  mkdirSync(dirname(file), { recursive: true });
  const token = randomBytes(12).toString("hex");
  const own: Holder = { ...identityOf(process.pid), token, guard: null };
  const claim = `${file}.${token}`;
  writeFileSync(claim, JSON.stringify(own));
  try {
    const end = performance.now() + limitMs;
    for (let told = false; ; ) {
      const other = take(file, claim);
      if (other === null) break;
      if (!told && other !== "gone") waiting(named(other, file));
      told ||= other !== "gone";
      if (performance.now() > end) {
        const whose = other === "gone" ? "somebody" : `process ${other.pid} on ${other.host}`;
        throw new Locked(`${whose} has held ${file} for too long; end it, or remove the file`);
      }
      await setTimeout(other === "gone" ? 0 : lookAgainMs, undefined, { signal });
    }
  } finally {
    rmSync(claim, { force: true });
  }
  try {
    return await act((pid) => {
      writeFileSync(claim, JSON.stringify({ ...own, guard: identityOf(pid) }));
      renameSync(claim, file);
    });
  } finally {
    rmSync(file, { force: true });
  }
};

/** Nobody here can tell whether a process of another host, or container, still runs. */
const named = ({ pid, host }: Holder, file: string): string =>
  host === hostname()
    ? `process ${pid}`
    : `process ${pid} on ${host} (if it has ended, remove ${file})`;

/** @returns null where the lock was got; else its holder, or `gone` where it must be tried again. */
const take = (file: string, claim: string): Holder | "gone" | null => {
  if (linked(claim, file)) return null;
  const holder = holderOf(file);
  if (holder === "gone" || isHeld(holder)) return holder;
  return succeed(file, claim, holder);
};

const isHeld = (holder: Holder): boolean =>
  isRunning(holder) || (holder.guard !== null && isRunning(holder.guard));

/** Takes over the lock of a holder that has ended. */
const succeed = (file: string, claim: string, dead: Holder): Holder | "gone" | null => {
  const rights: string[] = [];
  for (let last = dead; ; ) {
    const right = `${file}.after-${last.token}`;
    rights.push(right);
    if (linked(claim, right)) break;
    const successor = holderOf(right);
    if (successor === "gone" || isHeld(successor)) return successor;
    last = successor;
  }
  const mine = rights.at(-1) ?? "";
  // The dead holder's lock may have been taken over, given back and taken since it was read.
  const still = holderOf(file);
  if (still === "gone" || still.token !== dead.token) {
    rmSync(mine, { force: true });
    return "gone";
  }
  renameSync(claim, file);
  for (const right of rights) rmSync(right, { force: true });
  return null;
};

const linked = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (!withoutLinks.includes(code)) throw error;
  }
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

/** What a file system says that has no hard links; a copy may be seen before it is whole. */
const withoutLinks = ["EPERM", "ENOTSUP", "ENOSYS", "EMLINK"];

/** A lock that says nothing is nobody's: it was made by something else, and is in the way for the limit. */
const holderOf = (file: string): Holder | "gone" => {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return "gone";
  }
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return { host: "", pid: 0, started: "", token: "0", guard: null };
  }
};
