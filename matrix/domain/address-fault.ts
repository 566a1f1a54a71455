/** Longest path of a unix socket on Linux, its closing zero left out: sun_path of unix(7). */
export const longestSocketPath = 107;

/**
 * What is wrong with an address that a server announced; null if it can be dialled. Only this machine is: a server
 * that names another would have the orchestrator, or a host, send it traffic.
 */
export const addressFault = ({
  network,
  address,
}: Readonly<{ network: string; address: string }>): string | null =>
  network === "unix" ? pathFault(address) : hostPortFault(address);

const pathFault = (path: string): string | null => {
  if (!path.startsWith("/")) return "it is no absolute path";
  if (path.includes("\0")) return "its path has a zero byte in it";
  const length = new TextEncoder().encode(path).length;
  return length > longestSocketPath
    ? `its path has ${length} bytes, and a socket's has at most ${longestSocketPath}`
    : null;
};

const hostPortFault = (address: string): string | null => {
  const colon = address.lastIndexOf(":");
  const port = address.slice(colon + 1);
  if (colon === -1 || !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    return "it names no port from 1 to 65535";
  }
  const host = address.slice(0, colon).replace(/^\[|\]$/g, "");
  return isThisMachine.test(host) ? null : elsewhere;
};

const elsewhere = "it is not on the loopback interface";

/** Whether a go-plugin line would have its host dial another machine. */
export const leadsElsewhere = (line: string): boolean => {
  const [, , network, address] = line.trim().split("|");
  return network === "tcp" && address !== undefined && hostPortFault(address) === elsewhere;
};

/** An unspecified address is dialled as the loopback interface's. */
const isThisMachine =
  /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|::|::1|::ffff:127(?:\.\d{1,3}){3})$/i;
