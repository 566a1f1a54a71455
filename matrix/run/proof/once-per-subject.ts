import type { Control } from "../../domain/evidence.ts";

/** Controls that are run once for each subject, and shared by the cells that have it. */
export const oncePerSubject = () => {
  const done = new Map<string, Promise<readonly Control[]>>();
  return (subject: string, run: () => Promise<readonly Control[]>): Promise<readonly Control[]> => {
    const known = done.get(subject);
    if (known) return known;
    const running = run();
    done.set(subject, running);
    // A client that died in its controls is started again: so are they.
    running.catch(() => done.delete(subject));
    return running;
  };
};
