import type { Behaviour } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { quote, violation } from "./findings.ts";
import { blockFrame } from "./frames.ts";
import { relayedStatus } from "./relay-status.ts";
import { binaryIn, streamOf, trailersOf, valueIn } from "./wire-view.ts";

const code = 9;
const message = "with details";

/** google.rpc.Status: code 1, message 2, details 3; google.protobuf.Any: type_url 1, value 2. */
const details = (() => {
  const text = (field: number, value: string | Buffer) => {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([field * 8 + 2, bytes.length]), bytes]);
  };
  // google.rpc.RequestInfo with request_id 1.
  const any = Buffer.concat([
    text(1, "type.googleapis.com/google.rpc.RequestInfo"),
    text(2, text(1, "request")),
  ]);
  return Buffer.concat([Buffer.from([8, code]), text(2, message), text(3, any)]);
})();

export const statusDetails: Behaviour = {
  name: "status-details",
  title: "a status with details",
  area: "statuses",
  exchanges: [call("Unary", { script: { code, message, details } })],
  judge: (shown) => {
    const { report } = shown("call");
    const stream = streamOf(shown("call"));
    const trailers = stream && trailersOf(stream);
    const sent =
      trailers && Buffer.concat(binaryIn(valueIn(trailers, "grpc-status-details-bin") ?? ""));
    const heard = Buffer.from(report.rpc.details ?? "", "base64");
    const status = relayedStatus(shown("call"), { code, message });
    if (sent && !sent.equals(details)) {
      return [
        ...status,
        violation(
          "server",
          clauses.binaryHeader,
          sent.length === 0 ? "the details are not sent" : "the details are changed",
          quote(
            "wire",
            `grpc-status-details-bin: ${sent.toString("base64") || "not sent"}`,
            blockFrame(stream, "trailing", "grpc-status-details-bin"),
          ),
        ),
      ];
    }
    return heard.equals(details)
      ? status
      : [
          ...status,
          violation(
            sent ? "client" : null,
            clauses.binaryHeader,
            heard.length === 0 ? "the details are lost" : "the details are changed",
            quote("client", report.rpc.details ?? "no details"),
          ),
        ];
  },
};
