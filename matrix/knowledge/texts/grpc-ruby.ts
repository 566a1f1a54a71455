import { type Row, rowsFrom, textIn } from "./row.ts";

/** Exceptions of the gem grpc, over gRPC core: one class for each status. */
export const grpcRubyRows: readonly Row[] = rowsFrom(
  { stack: "grpc-core", seen: "grpc 1.66 src/ruby/lib/grpc/errors.rb", role: "client" },
  [
    [
      /\bGRPC::DeadlineExceeded\b/,
      { fact: "wrapper", of: "deadline", status: null },
      "4:the store took too long (GRPC::DeadlineExceeded)",
    ],
    [/\bGRPC::Unimplemented\b/, { fact: "unimplemented", what: null }, "GRPC::Unimplemented"],
    [/\bGRPC::Cancelled\b/, { fact: "cancelled" }, "1:CANCELLED (GRPC::Cancelled)"],
    [
      /\bGRPC::(Unavailable|Unauthenticated|Unknown|Internal|PermissionDenied|ResourceExhausted)\b/,
      (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
      "14:failed to connect to all addresses (GRPC::Unavailable)",
    ],
  ],
);
