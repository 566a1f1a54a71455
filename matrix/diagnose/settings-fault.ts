import type { HalfStream, PeerSettings } from "../domain/grpc-facts.ts";
import type { Http2Facts } from "../domain/http2-facts.ts";
import type { ClientStack } from "../knowledge/client-stack.ts";

/** What a server's SETTINGS (RFC 9113 section 6.5.2) leave no call the room for, or none of so large headers. */
export type SettingsFault = Readonly<{
  code: "settings-forbid-calls" | "header-list-too-large";
  /** The setting, and what was to go by it. */
  what: string;
  remedy: string;
  /** `some`: stacks differ. */
  heldToBy: "every client" | "some";
}>;

/**
 * null where calls may go out, and where nobody could read the frames.
 *
 * @param headerList - what the client makes of the limit of its headers.
 */
export const settingsFault = (
  { grpc }: Http2Facts,
  headerList: ClientStack["peerHeaderList"] = "held to",
): SettingsFault | null => {
  if (!grpc) return null;
  const { settings, requests } = grpc;
  return (
    noStreams(settings) ??
    noWindow(settings, requests) ??
    (headerList === "held to" ? noHeaders(settings, requests) : null)
  );
};

const noStreams = ({ maxConcurrentStreams }: PeerSettings): SettingsFault | null =>
  maxConcurrentStreams === 0
    ? {
        code: "settings-forbid-calls",
        what: "SETTINGS_MAX_CONCURRENT_STREAMS is 0: no call may begin",
        remedy: "let the server allow streams: raise its limit of concurrent streams above 0",
        heldToBy: "every client",
      }
    : null;

/** A server can still raise the window of a stream; what counts is that a request did not go out whole. */
const noWindow = (
  { initialWindowSize }: PeerSettings,
  requests: readonly HalfStream[],
): SettingsFault | null => {
  const stuck = requests.find((one) => !one.ended && sentBytes(one) === initialWindowSize);
  return stuck
    ? {
        code: "settings-forbid-calls",
        what: `SETTINGS_INITIAL_WINDOW_SIZE is ${initialWindowSize}, and no WINDOW_UPDATE let the rest of the call's message go`,
        remedy: "let the server open the flow-control window: raise its initial window size",
        heldToBy: "every client",
      }
    : null;
};

const sentBytes = ({ messages, prefixBytes }: HalfStream): number =>
  messages.reduce((sum, { received }) => sum + received + prefixLength, prefixBytes);

/** A flag and the length in four bytes. */
const prefixLength = 5;

/** Bytes of a header list with room for a call that has no metadata of its own, of some 300. */
export const roomForCalls = 1024;

const noHeaders = (
  { maxHeaderListSize }: PeerSettings,
  requests: readonly HalfStream[],
): SettingsFault | null => {
  const smallest = Math.min(...requests.map(({ headerListSize }) => headerListSize));
  return maxHeaderListSize !== null && Number.isFinite(smallest) && smallest > maxHeaderListSize
    ? {
        code: maxHeaderListSize < roomForCalls ? "settings-forbid-calls" : "header-list-too-large",
        what: `SETTINGS_MAX_HEADER_LIST_SIZE is ${maxHeaderListSize}, and the headers of a call have ${smallest} bytes`,
        remedy:
          maxHeaderListSize < roomForCalls
            ? "raise the server's limit of the header list (8 KiB is usual)"
            : "send less metadata (a shorter token), or raise the server's limit of the header list",
        heldToBy: "some",
      }
    : null;
};
