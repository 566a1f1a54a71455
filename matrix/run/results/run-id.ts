/** The name of a run's folder: when it began, and which process it was. */
export const runIdAt = (time: Date): string =>
  `${time
    .toISOString()
    .replaceAll(":", "-")
    .replace(/\.\d+Z$/, "Z")}-${process.pid}`;
