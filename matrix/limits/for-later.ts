/**
 * A promise that somebody may await later, or nobody: its rejection is told to whoever does, and ends no process where
 * nobody does, as after the end of a run.
 */
export const forLater = <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => {});
  return promise;
};
