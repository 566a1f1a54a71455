import { createInterface } from "node:readline";

/** Node has no sock_diag(7). */
export const farEnds = async (): Promise<number> => {
  for await (const query of createInterface({ input: process.stdin })) {
    const answer = { query, inode: 0, error: "Node cannot ask the kernel" };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  return 0;
};
