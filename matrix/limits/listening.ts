import type { ListenOptions, Server } from "node:net";
import { Eventual } from "./eventual.ts";

/** The kernel binds at once, or refuses at once. */
const limitMs = 5000;

/** Makes a server listen. @throws the system's error where it cannot. */
export const listening = (server: Server, where: ListenOptions): Promise<void> =>
  Eventual.when<void>((settle, fail) => {
    server.once("error", fail);
    server.listen(where, () => {
      server.off("error", fail);
      settle();
    });
  }).within(limitMs, `a listener at ${where.path ?? `${where.host}:${where.port}`}`);
