import type { Fact } from "../../domain/fact.ts";
import { unixErrors, winsockErrors } from "./errno-numbers.ts";
import { type Row, rowsFrom } from "./row.ts";

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };

export const envoyRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "envoy",
      seen: "reports of Envoy users and its documentation; not read in a source",
      role: "between",
    },
    [
      [
        /upstream connect error or disconnect\/reset before headers\.?(?: retried and the latest)?/,
        { fact: "wrapper", of: "attempt", status: null },
        "upstream connect error or disconnect/reset before headers. reset reason: connection failure",
      ],
      [
        // source/extensions/network/dns_resolver/cares/dns_impl.cc.
        /dns resolution for ([\w.-]{1,253}) failed with c-ares status \d{1,2}/,
        (match) => ({ fact: "name-not-resolved", name: match[1] ?? null }),
        "dns resolution for kv.internal failed with c-ares status 4",
      ],
      [
        /reset reason: (?:remote )?connection (?:failure|termination)/,
        { fact: "wrapper", of: "attempt", status: null },
        "reset reason: remote connection failure",
      ],
      [
        // source/common/router/router.cc of 1.7, which does not say why.
        /\]\[S\d{1,20}\] upstream reset$/m,
        { fact: "wrapper", of: "attempt", status: null },
        "[router] source/common/router/router.cc:458] [C0][S8212982210066613568] upstream reset",
      ],
      [
        /reset reason: protocol error|upstream_reset_before_response_started\{protocol_error\}/,
        { fact: "not-http2" },
        "reset reason: protocol error",
      ],
      [
        /reset reason: (?:local|remote) (?:refused stream )?reset/,
        { fact: "stream-reset", code: null },
        "reset reason: remote reset",
      ],
      [
        /(?:reset reason: )?connection timeout(?!\w)|\bconnect timeout(?!\w)/,
        { fact: "timeout", of: "upstream" },
        "reset reason: connection timeout",
      ],
      [/upstream request timeout/, { fact: "timeout", of: "upstream" }, "upstream request timeout"],
      [/no healthy upstream/, { fact: "upstream-unavailable" }, "no healthy upstream"],
      [
        // connection_impl.cc of 1.8 to 1.33: SO_ERROR after connect(2); access logs put "_" for a blank.
        /(?:delayed|immediate)[ _]connect(?:ion)?[ _]error:[ _](\d{1,5})(?!\d)/,
        (match) =>
          unixErrors.get(Number(match[1])) ??
          winsockErrors.get(Number(match[1])) ?? { fact: "wrapper", of: "attempt", status: null },
        "delayed connect error: 111",
      ],
      [
        /\bTLS[_ ]error:?\|?/,
        handshake,
        "TLS_error:|268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end",
      ],
      [
        /http1\.codec_error|http\/1\.1 protocol error/,
        { fact: "not-http2" },
        "http/1.1 protocol error: HPE_INVALID_METHOD",
      ],
      [
        // Node's errors have the same codes, in a field.
        /(?<!\bcode["']{0,4}: {0,2}["'])HPE_INVALID_(?:METHOD|VERSION|CONSTANT)/,
        { fact: "http2-preface-refused", status: 400 },
        "HPE_INVALID_METHOD",
      ],
      [
        /http2\.(?:violation|remote_reset|unexpected_underscore|too_many)[\w.]{0,40}|http2 protocol error/,
        { fact: "http2-error", code: null },
        "http2.violation.of.messaging.rule",
      ],
      [
        /verify cert failed: [^\n]{0,20}(?:verify SAN list|SAN matcher)|verify SAN list/,
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "verify cert failed: verify SAN list",
      ],
      [/\bfilter_chain_not_found\b/, { fact: "no-filter-chain" }, "filter_chain_not_found"],
      [
        /\brbac_access_denied(?:_matched_policy\[[^\]\n]{0,80}\])?|\bRBAC: access denied|\bext_authz_denied\b/,
        { fact: "call-forbidden" },
        "403 - rbac_access_denied_matched_policy[none]",
      ],
      [
        /\bjwt_authn_access_denied\{[^}\n]{1,80}\}/,
        { fact: "credentials-rejected" },
        "401 - jwt_authn_access_denied{Jwt_is_missing}",
      ],
      [
        /\b(?:local|request)_rate_limited\b/,
        { fact: "too-many-calls" },
        "429 - local_rate_limited",
      ],
      [
        /\bno_healthy_upstream\b|\bcluster_not_found\b/,
        { fact: "upstream-unavailable" },
        "503 UH no_healthy_upstream",
      ],
      [
        // Fields of policies have the same names.
        /(?<=["=\s])(?:response_timeout|upstream_per_try_timeout)(?=["\s,}]|$)(?!"?\s?[:=])/,
        { fact: "timeout", of: "upstream" },
        "504 UT response_timeout",
      ],
      [/\broute_not_found\b/, { fact: "http-status", status: 404 }, "404 NR route_not_found"],
    ],
  ),
];
