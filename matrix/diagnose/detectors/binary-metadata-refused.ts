import type { BinaryField, HalfStream } from "../../domain/grpc-facts.ts";
import { refusedRequests, saysNoField, shownRefusal } from "../refused-request.ts";
import { type Rule, seenIn, wire } from "../rule.ts";

/** The server refuses a binary field that is as gRPC allows it, and names it. */
export const binaryMetadataRefused: Rule = {
  code: "specification-violated",
  clause: "gRPC over HTTP/2, Requests: Binary-Header",
  diagnose: ({ evidence }) => {
    const { http2 } = seenIn(evidence);
    for (const refused of http2 ? refusedRequests(http2) : []) {
      const { stream, binary = [] } = refused.request;
      const unnamed = saysNoField(refused) ? joinedAlone(refused.request) : undefined;
      const field = binary.find(({ name }) => refused.said.includes(name)) ?? unnamed;
      if (!field || field.form === "malformed") continue;
      const earlier = http2?.grpc?.requests.find((one) => spoiled(one, stream, field.name));
      if (field.form === "one" && !earlier) continue;
      return {
        side: "server",
        // What else of the connection it cannot have read, it does not say.
        decided: unnamed === undefined,
        sentence: earlier
          ? `The server refuses a right value of ${field.name}, after a malformed one in an earlier call of the connection.`
          : `The server refuses several values of ${field.name} with a comma between them, which it has to take apart.`,
        matched: [
          ...(earlier ? [wire(`${field.name} of stream ${earlier.stream} is no base64`)] : []),
          wire(
            `${field.name} of stream ${stream} is ${earlier ? "base64" : "base64, twice, with a comma between"}`,
          ),
          wire(shownRefusal(refused)),
        ],
        remedy: earlier
          ? "open a new connection after such a refusal, and keep the malformed value from being sent"
          : "send one value of each name, or have each value in a field of its own",
        nextCheck: "make the same call with one value of each name whose end is -bin",
      };
    }
    return undefined;
  },
};

/** The one field of a request that servers read differently; undefined where something else is odd about it. */
const joinedAlone = ({ binary = [], breach }: HalfStream): BinaryField | undefined =>
  breach === undefined && binary.every(({ form }) => form !== "malformed")
    ? binary.find(({ form }) => form === "joined")
    : undefined;

const spoiled = ({ stream, binary = [] }: HalfStream, before: number, name: string): boolean =>
  stream < before && binary.some((one) => one.name === name && one.form === "malformed");
