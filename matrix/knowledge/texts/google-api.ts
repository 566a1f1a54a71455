import { type Row, rowsFrom, textIn } from "./row.ts";

/** Google's APIs, and their client library for Python, which names a status by its class and HTTP's number. */
export const googleApiRows: readonly Row[] = rowsFrom(
  {
    stack: "other",
    seen: "google.rpc.ErrorReason; google-api-core exceptions.py; reports",
    role: "client",
  },
  [
    [
      /\bRATE_LIMIT_EXCEEDED\b|\bQuota exceeded for quota (?:metric|group)\b/,
      { fact: "too-many-calls" },
      "429 Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'",
    ],
    [
      /\b(?:SERVICE_DISABLED|IAM_PERMISSION_DENIED)\b/,
      { fact: "call-forbidden" },
      '[reason: "IAM_PERMISSION_DENIED"',
    ],
    [
      /\b(ResourceExhausted: 429|PermissionDenied: 403|Unauthenticated: 401|DeadlineExceeded: 504|ServiceUnavailable: 503)\b/,
      (match) => ({ fact: "wrapper", of: "status", status: textIn(match)?.split(":")[0] ?? null }),
      "google.api_core.exceptions.PermissionDenied: 403 caller may not",
    ],
  ],
);
