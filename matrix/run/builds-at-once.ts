/** A compiler of Java, Rust or C++ takes up to so much. */
const bytesOfOne = 2 ** 30;

/** One waits for a download while another compiles, so there are more than processors. */
const forEachProcessor = 2;

/** Even one processor is idle while several download. */
const fewest = 4;

/** How many implementations are built at once: as many as the processors can use and the memory that is free can hold. */
export const buildsAtOnce = (processors: number, freeBytes: number): number =>
  Math.max(
    1,
    Math.min(Math.max(fewest, forEachProcessor * processors), Math.floor(freeBytes / bytesOfOne)),
  );
