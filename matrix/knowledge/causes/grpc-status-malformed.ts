import type { CauseKnowledge } from "../cause-knowledge.ts";

export const grpcStatusMalformed: CauseKnowledge = {
  summary:
    "The reply has a grpc-status that is none of gRPC's numbers, or details of it that are no base64.",
  sides: ["server", "between"],
  toBeSure:
    "`curl -v --http2 https://<address>/<package.Service>/<Method>` prints trailers after the body: grpc-status is there, and is no number from 0 to 16, or grpc-status-details-bin is there, and is no base64. Clients report UNKNOWN or INTERNAL, whatever the service meant.",
  clause: "gRPC over HTTP/2, Responses; gRPC status codes",
  check: { at: "endpoint", look: "the value of grpc-status in the trailers, and who writes it" },
  fix: {
    any: "let a gRPC library write the status; who writes grpc-status by hand sends its number (0 for OK), and grpc-status-details-bin in base64",
  },
};
