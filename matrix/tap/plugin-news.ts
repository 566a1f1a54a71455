import type { TappedConnection } from "../run/observe/tap.ts";
import type { PluginEnd } from "./plugin-process.ts";
import type { Privacy } from "./session-privacy.ts";

/** What the reporter is told of a plugin: once how it was begun, then what came since. Times are milliseconds since the Unix epoch. */
export type PluginBegun = Readonly<{
  folder: string;
  begunAt: number;
  keyLog: string;
  /** PEM of PLUGIN_CLIENT_CERT. */
  clientCertificate: string | null;
  /** PLUGIN_PROTOCOL_VERSIONS: what the host takes; null where it does not say. */
  protocolVersions: string | null;
  privacy: Privacy;
}>;

export type PluginNews = Readonly<{
  /** The plugin's first line; null where it has none yet. */
  line: string | null;
  /** What was printed on standard error since; "" for nothing. */
  stderr: string;
  connections: readonly ConnectionNews[];
  end: PluginEnd | null;
}>;

/** What the reporter is asked, and says when all that it had been told before has been written. */
export const writeNow = "write now";
export const written = "written";

/** A connection as it is now, with the chunks that came since. */
export type ConnectionNews = Readonly<
  Pick<TappedConnection, "clientAddress" | "serverAddress" | "openedAt" | "dialError"> & {
    /** Its place in the order of arrival. */
    place: number;
    closedAt: number | null;
    closes: TappedConnection["closes"];
    client: RecordingNews;
    server: RecordingNews;
  }
>;

export type RecordingNews = Readonly<{
  total: number;
  chunks: readonly Readonly<{ at: number; bytes: Uint8Array }>[];
}>;
