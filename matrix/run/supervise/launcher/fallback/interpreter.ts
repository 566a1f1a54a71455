import { closeSync, openSync, readSync } from "node:fs";

/** What Linux reads of a file to find the interpreter (linux/binfmts.h, BINPRM_BUF_SIZE). */
const scriptHeadBytes = 256;

/** What a file's beginning says of how it is run. */
export type Format = Readonly<
  /** A script that begins with #!, or a 64-bit ELF file with a PT_INTERP segment. */
  | { kind: "interpreted"; interpreter: string }
  /** Text without #!, which execve(2) refuses. */
  | { kind: "plain-text" }
  /** Any other: the kernel knows, or it cannot be read. */
  | { kind: "other" }
>;

export const formatOf = (file: string): Format => {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch {
    return { kind: "other" };
  }
  try {
    const head = readAt(descriptor, scriptHeadBytes, 0);
    if (head.toString("latin1", 0, 2) === "#!") return scriptFormat(head);
    if (!head.includes(0)) return { kind: "plain-text" };
    const interpreter = elfInterpreter(descriptor, head);
    return interpreter === null ? { kind: "other" } : { kind: "interpreted", interpreter };
  } finally {
    closeSync(descriptor);
  }
};

const scriptFormat = (head: Buffer): Format => {
  const [first = ""] = head.toString("utf8").slice(2).split("\n");
  const interpreter = /[^ \t]+/.exec(first)?.[0];
  return interpreter === undefined ? { kind: "plain-text" } : { kind: "interpreted", interpreter };
};

/** Walks the program headers (elf(5), Elf64_Ehdr and Elf64_Phdr). */
const elfInterpreter = (descriptor: number, head: Buffer): string | null => {
  const elf64 = 2;
  const interpreterSegment = 3;
  const programHeaderBytes = 56;
  const longestPathBytes = 4096;
  if (head.length < 64 || head.toString("latin1", 0, 4) !== "\x7fELF" || head[4] !== elf64)
    return null;
  const big = head[5] === 2;
  const u16 = (at: number) => (big ? head.readUInt16BE(at) : head.readUInt16LE(at));
  const u64 = (from: Buffer, at: number) =>
    Number(big ? from.readBigUInt64BE(at) : from.readBigUInt64LE(at));
  const [size, count] = [u16(54), u16(56)];
  if (size < programHeaderBytes) return null;
  const table = readAt(descriptor, size * count, u64(head, 32));
  for (let at = 0; at + size <= table.length; at += size) {
    const type = big ? table.readUInt32BE(at) : table.readUInt32LE(at);
    const length = u64(table, at + 32);
    if (type !== interpreterSegment || length > longestPathBytes) continue;
    return readAt(descriptor, length, u64(table, at + 8))
      .toString("utf8")
      .replace(/\0.*$/s, "");
  }
  return null;
};

/** @returns fewer bytes where the file ends before. */
const readAt = (descriptor: number, bytes: number, position: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, position));
};
