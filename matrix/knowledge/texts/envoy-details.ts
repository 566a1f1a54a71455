import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const crowded: Fact = { fact: "too-many-calls" };
const late: Fact = { fact: "timeout", of: "upstream" };
const malformed: Fact = { fact: "request-malformed", field: "unsaid" };

/**
 * %RESPONSE_CODE_DETAILS% by Envoy's core that name a failure, and are not rows of texts/envoy.ts; those of filters are
 * theirs. Names that a program can have for itself count only where a status stands before them, or the field's name.
 */
const details: readonly (readonly [name: string, fact: Fact])[] = [
  ["route_configuration_not_found", { fact: "http-status", status: 404 }],
  ["upstream_per_try_idle_timeout", late],
  ["upstream_max_stream_duration_reached", late],
  ["max_duration_timeout", late],
  ["request_overall_timeout", late],
  ["request_header_timeout", { fact: "timeout", of: "keepalive" }],
  ["stream_idle_timeout", { fact: "timeout", of: "keepalive" }],
  ["duration_timeout", { fact: "timeout", of: "keepalive" }],
  ["downstream_header_timeout", { fact: "timeout", of: "keepalive" }],
  ["overload", crowded],
  ["drop_overload", crowded],
  ["unconditional_drop_overload", crowded],
  ["request_payload_too_large", { fact: "message-too-large", size: null, limit: null }],
  ["response_payload_too_large", { fact: "message-too-large", size: null, limit: null }],
  [
    "request_payload_exceeded_retry_buffer_limit",
    { fact: "message-too-large", size: null, limit: null },
  ],
  ["missing_host_header", malformed],
  ["missing_path_rejected", malformed],
  ["invalid_path", malformed],
  ["absolute_path_rejected", malformed],
  ["path_normalization_failed", malformed],
  ["request_headers_failed_strict_check", malformed],
  ["low_version", malformed],
  ["maintenance_mode", { fact: "upstream-unavailable" }],
  ["upgrade_failed", { fact: "http-status", status: 403 }],
  ["http2.too_many_headers", { fact: "header-list-too-large" }],
];

const byName = new Map(details);

export const envoyDetailRows: readonly Row[] = rowsFrom(
  {
    stack: "envoy",
    seen: "Envoy envoy/stream_info/stream_info.h, ResponseCodeDetailValues",
    role: "between",
  },
  [
    [
      /(?:"response_code_details"\s{0,4}:\s{0,4}"|\bresponse_code_details=|" [0-5]?\d{1,2} (?:-|[A-Z]{2,5}(?:,[A-Z]{2,5}){0,5}) )([a-z][a-z\d_.]{3,60})(?=["\s{]|$)/,
      (match) => byName.get(match[1] ?? ""),
      '"POST /kv.v1.KV/Get HTTP/2" 413 - request_payload_too_large - "-" 0 95',
    ],
    [
      /upstream_reset_(?:before|after)_response_started\{overflow\}|reset reason: (?:overflow|overload manager reset)/,
      crowded,
      "upstream connect error or disconnect/reset before headers. reset reason: overflow",
    ],
  ],
);
