import { chmodSync, chownSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Endpoint, openTap, type Tap } from "../run/observe/tap.ts";
import { temporaryRoot } from "../run/supervise/temporary-root.ts";

/**
 * A relay on the plugin's own network: beside its socket, or on a port of loopback.
 *
 * @param passing - see {@link openTap}.
 */
export const openRelay = async (plugin: Endpoint, passing: () => void): Promise<Tap> => {
  if (plugin.network === "tcp") {
    return openTap({ network: "tcp", address: "127.0.0.1:0" }, plugin, { passing });
  }
  const beside = `${plugin.address}.tap`;
  // Where the plugin's folder is not to be written to, or the name is longer than a socket's may be.
  const tap = await openTap({ network: "unix", address: beside }, plugin, { passing }).catch(() =>
    openTap(
      { network: "unix", address: join(temporaryRoot().path, `tap-${process.pid}.sock`) },
      plugin,
      { passing },
    ),
  );
  letInWhom(plugin.address, tap.endpoint.address);
  return tap;
};

/** PLUGIN_UNIX_SOCKET_GROUP lets a group in (go-plugin server.go, setGroupWritable). */
const letInWhom = (as: string, socket: string): void => {
  try {
    const { mode, gid } = statSync(as);
    chmodSync(socket, mode & 0o777);
    chownSync(socket, -1, gid);
  } catch {
    // The owner alone is let in.
  }
};
