import { connect, createServer } from "node:net";
import { EnvironmentFault } from "../../domain/environment-fault.ts";
import { Eventual } from "../../limits/eventual.ts";
import { listening } from "../../limits/listening.ts";

/** The kernel answers at once, unless a firewall drops what goes there. */
const limitMs = 2000;

/**
 * Every connection of a run goes over this machine's loopback interface.
 *
 * @throws EnvironmentFault if nobody can connect there: a new network namespace has the interface, but not up.
 */
export const checkLoopback = async (): Promise<void> => {
  const server = createServer((socket) => socket.destroy());
  try {
    await listening(server, { host: "127.0.0.1", port: 0 });
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await Eventual.when<void>((settle, fail) => {
      const socket = connect({ host: "127.0.0.1", port });
      socket.once("error", fail);
      socket.once("connect", () => {
        socket.destroy();
        settle();
      });
    }).within(limitMs, "a connection to 127.0.0.1");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new EnvironmentFault(
      `this machine cannot connect to itself at 127.0.0.1 (${code ?? message}), where everything runs: bring its loopback interface up, as root with \`ip link set lo up\`, or let a firewall pass it`,
    );
  } finally {
    server.close();
  }
};
