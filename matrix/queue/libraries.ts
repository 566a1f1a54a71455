import { Misuse } from "../domain/misuse.ts";

/**
 * What a queue is made with. Neither is part of the package, whose size would be half as much again.
 *
 * @throws Misuse, with the command that installs them, where they are not installed.
 */
export const queueLibraries = async () => {
  try {
    const [bullmq, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { ...bullmq, Redis };
  } catch {
    throw new Misuse(
      "a queue needs two packages that are installed beside this one: npm install bullmq@6 ioredis@5",
    );
  }
};
