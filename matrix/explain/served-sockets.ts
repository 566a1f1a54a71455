import { type LogLine, logLines, type Mended, mendedBy } from "./log-lines.ts";
import type { ReadSource } from "./read-text-matches.ts";

/** UTF-16 units of a line that are looked at. */
const looked = 600;

/** A socket in the file system, whose path is the same for all programs of a machine. */
const path = /(?<![\w.@/-])\/[\w.@/-]{1,160}\.sock(?![\w.])/;

const serves = /\b(?:serving|listening)\b/i;

/** How a dial ends before a server listens at the path. */
const early = /refused|no such file|ENOENT/i;

/**
 * Dials of sockets that came before their server listened, each with the later line that says of that very path that it is
 * served; whoever dials. None where a dial of the path failed after that.
 */
export const servedSocketsIn = (source: ReadSource): readonly Mended[] => {
  const named = logLines(source, looked).flatMap((one) => {
    const socket = path.exec(one.words)?.[0];
    return socket === undefined ? [] : [{ ...one, socket }];
  });
  const isFault = ({ fault, words }: LogLine) => fault !== undefined && early.test(words);
  return named.filter(isFault).flatMap((fault): readonly Mended[] => {
    const later = named.filter(({ socket, line }) => socket === fault.socket && line > fault.line);
    const served = later.find(({ words, fault: own }) => own === undefined && serves.test(words));
    const isLast = later.every((one) => !isFault(one) || one.line < (served?.line ?? 0));
    return served && isLast ? [mendedBy(fault, served)] : [];
  });
};
