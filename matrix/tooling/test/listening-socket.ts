import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** The path of a unix socket that listens until the running test has ended. */
export const listeningSocket = async (
  path = join(temporaryFolder(), "socket"),
): Promise<string> => {
  const server = createServer();
  onTestFinished(() => void server.close());
  await once(server.listen(path), "listening");
  return path;
};
