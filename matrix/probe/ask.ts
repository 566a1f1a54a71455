import { connect } from "node:net";
import { Eventual } from "../limits/eventual.ts";
import { addressOf, type Endpoint } from "../run/observe/tap.ts";

/** What came back on one connection. */
export type Heard = Readonly<{
  bytes: Buffer;
  /** `open`: the time was up, or enough had been heard. */
  end: "open" | "fin" | "rst";
  /** Why there was no connection; null if there was. */
  dialError: string | null;
  /** Until the connection stood, or until it was known that there is none. */
  connectMs: number;
}>;

/** Enough to tell protocols apart and to read a status line with its headers. */
const heardLimitBytes = 4096;

type Limits = Readonly<{ connectMs: number; listenMs: number }>;

/** A connection that is listened to. */
type Listening = Readonly<{
  /** Why there is no connection; null where it stands. */
  connected: Promise<string | null>;
  heard: Promise<Heard>;
  /** Enough was heard. */
  stop(): void;
}>;

/**
 * Connects, says something and listens.
 *
 * @param said - empty: nothing is said.
 * @param listenMs - how long after the connection stands.
 */
export const ask = (
  endpoint: Endpoint,
  said: Uint8Array,
  limits: Limits,
  enough?: (bytes: Buffer) => boolean,
): Promise<Heard> => listenTo(endpoint, said, limits, enough).heard;

/** The same, for who goes on meanwhile. */
export const listenTo = (
  endpoint: Endpoint,
  said: Uint8Array,
  { connectMs: limitMs, listenMs }: Limits,
  enough: (bytes: Buffer) => boolean = (bytes) => bytes.length > 0,
): Listening => {
  const begun = performance.now();
  const chunks: Buffer[] = [];
  let heardBytes = 0;
  const socket = connect({ ...addressOf(endpoint), noDelay: true });
  const { eventual: listened, settle } = Eventual.open<Heard["end"]>();
  const connected = Eventual.when<string | null>((tell) => {
    let stands = false;
    socket.on("connect", () => {
      stands = true;
      tell(null);
      if (said.length > 0) socket.write(said);
    });
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      heardBytes += chunk.length;
      if (heardBytes >= heardLimitBytes || enough(Buffer.concat(chunks))) settle("open");
    });
    socket.on("end", () => settle("fin"));
    socket.on("error", (error) => {
      if (stands) settle("rst");
      else tell(error.message || "connect failed");
    });
  });
  const dialled = connected.orAfter(limitMs, `connect: no answer within ${limitMs} ms`);
  const heard = async (): Promise<Heard> => {
    const dialError = await dialled;
    const connectMs = performance.now() - begun;
    const end = dialError === null ? await listened.orAfter(listenMs, "open" as const) : "open";
    socket.destroy();
    return { bytes: Buffer.concat(chunks), end, dialError, connectMs };
  };
  return { connected: dialled, heard: heard(), stop: () => settle("open") };
};
