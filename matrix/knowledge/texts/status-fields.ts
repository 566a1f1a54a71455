import type { Fact } from "../../domain/fact.ts";
import { grpcStatusNamed, grpcStatusNames } from "../../domain/grpc-status.ts";
import { type Row, rowsFrom } from "./row.ts";

/** @param status - its number, or its name as any stack spells it. @returns undefined for success, and for what is no status. */
const statusOf = (status: string): Fact | undefined => {
  const plain = status.replaceAll("_", "").toUpperCase();
  const name =
    grpcStatusNamed(status) ?? grpcStatusNames.find((one) => one.replaceAll("_", "") === plain);
  return name === undefined || name === "OK"
    ? undefined
    : { fact: "wrapper", of: "status", status: name };
};

/** Statuses in the fields of records: by a key of gRPC's own, or under a common key by a name that only gRPC has. */
export const statusFieldRows: readonly Row[] = rowsFrom(
  {
    stack: "other",
    seen: "go-grpc-middleware logging, OpenTelemetry's rpc.grpc.status_code, Google's errors, Linkerd's app/core errors, grpcurl 1.9",
  },
  [
    [
      /(?:["'](?:rpc[._])?grpc[._-]?(?:code|status(?:[._-]?code)?)["']\s?:\s?|(?<![\w."'])(?:rpc[._])?grpc[._-]?(?:code|status(?:[._-]?code)?)=)["']?(\d{1,2}|[A-Za-z][A-Za-z_]{4,20})\b/i,
      (match) => statusOf(match[1] ?? ""),
      '"grpc.code":"PermissionDenied"',
    ],
    [
      /(?:["'](?:status|code)["']\s?:\s?|(?<![\w."'])(?:status|code)=)["']?(Unauthenticated|UNAUTHENTICATED|PermissionDenied|PERMISSION_DENIED|DeadlineExceeded|DEADLINE_EXCEEDED|ResourceExhausted|RESOURCE_EXHAUSTED)\b/,
      (match) => statusOf(match[1] ?? ""),
      '"status":"PermissionDenied"',
    ],
    // grpcurl's.
    [
      /(?<![\w."'])Code: ([A-Z][A-Za-z]{2,20})\s{1,12}Message: /,
      (match) => statusOf(match[1] ?? ""),
      "Code: Unauthenticated\n  Message: no token",
    ],
  ],
);
