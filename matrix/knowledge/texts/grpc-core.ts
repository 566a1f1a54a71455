import type { Fact } from "../../domain/fact.ts";
import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

const attempt: Fact = { fact: "wrapper", of: "attempt", status: null };

/** Python, C++, Ruby, PHP, C#: gRPC core. "1.4x" marks iomgr's texts, before the EventEngine's. */
export const grpcCoreRows: readonly Row[] = [
  ...rowsFrom({ stack: "grpc-core", seen: "grpcio 1.85.1 cygrpc, run in part", role: "client" }, [
    [
      /failed to connect to all addresses(?:; last error:)?/i,
      attempt,
      "failed to connect to all addresses; last error: UNKNOWN: x",
    ],
    [/empty address list:?/, { fact: "no-address" }, "empty address list: x"],
    [
      /(?:Subchannel|Channel) (?:is )?(?:unavailable|shutdown(?!(?:Now)? invoked))|connections to all backends failing/i,
      attempt,
      "connections to all backends failing; last error: x",
    ],
    [
      /\bCannot invoke RPC on closed channel!|\bChannel closed!|\bUsageError: Channel is closed\./,
      { fact: "cancelled" },
      "ValueError: Cannot invoke RPC on closed channel!",
    ],
    [/Delayed name resolution|Failed to pick subchannel/, attempt, "Failed to pick subchannel"],
    [
      /DNS resolution failed for (\S{1,253}?):?(?=\s|$)/,
      (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
      "DNS resolution failed for db.internal:443: C-ares status is not ARES_SUCCESS",
    ],
    [
      /Name resolution failure|DNS resolution failed(?! for)|Misformatted domain name|C-ares status is not ARES_SUCCESS|Domain name not found|DNS server refused query|Could not contact DNS servers/,
      { fact: "name-not-resolved", name: null },
      "C-ares status is not ARES_SUCCESS qtype=A name=x is_balancer=0: Domain name not found",
    ],
    [
      /the target uri is not valid|Failed to parse uri|don't know how to parse/i,
      { fact: "target-unusable", why: "invalid target" },
      "the target uri is not valid: x",
    ],
    [
      /No address added out of total (\d{1,3}) resolved/,
      { fact: "port-in-use" },
      "No address added out of total 1 resolved for '[::]:50051'",
      "server",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "grpc-core",
      seen: "grpcio 1.85.1 cygrpc, run in part; older wordings from reports",
    },
    [
      [
        /Failed to connect to remote host: FD shutdown/i,
        { fact: "timeout", of: "connect" },
        "Failed to connect to remote host: FD Shutdown",
      ],
      [
        /Failed to connect to remote host:?/,
        attempt,
        "Failed to connect to remote host: x",
        "client",
      ],
      [
        /(?:connect(?:\(\))?|connection attempt) timed out(?! before)|os_error"?: ?"?Timeout occurred/i,
        { fact: "timeout", of: "connect" },
        "connect() timed out",
      ],
      [/(?<!\()Socket closed/, { fact: "closed" }, "Socket closed"],
      [/Endpoint closing/, { fact: "wrapper", of: "close", status: null }, "Endpoint closing"],
      [/Connection dropped/, { fact: "closed" }, "Connection dropped"],
      // C core up to 1.2x, and with it the first Node client.
      [
        /(?<!\w)Connect Failed(?!\w)/,
        { fact: "wrapper", of: "attempt", status: null },
        "14 UNAVAILABLE: Connect Failed",
      ],
      [
        /(?<!\w)TCP (?:Read|Write) failed(?!\w)/i,
        { fact: "wrapper", of: "close", status: null },
        "14 UNAVAILABLE: TCP Read failed",
      ],
      [
        /Handshake error in (?:client|server)/,
        { fact: "wrapper", of: "handshake", status: null },
        "HandshakeException: Handshake error in client",
      ],
      [/Transport closed/, { fact: "wrapper", of: "close", status: null }, "Transport closed"],
      [/FD [Ss]hutdown/, { fact: "wrapper", of: "close", status: null }, "FD Shutdown"],
    ],
  ),
  ...rowsFrom(
    { stack: "grpc-core", seen: "grpcio 1.85.1 http_connect_handshaker.cc", role: "client" },
    [
      [
        /HTTP proxy returned response code (\d{3})/,
        (match) => ({ fact: "proxy-connect", status: numberIn(match) }),
        "HTTP proxy returned response code 403",
      ],
      [
        /HTTP proxy handshake with \S{1,200} failed/,
        { fact: "proxy-connect", status: null },
        "HTTP proxy handshake with x failed",
      ],
      [
        // The proxy is passed over, and the target resolved and dialled without it.
        /["']?[\w+.:-]{1,40}["']? scheme not supported in proxy URI/,
        { fact: "proxy-connect", status: null },
        "'https' scheme not supported in proxy URI",
      ],
      [
        // The trace "tcp", which writes dots for what ends a line.
        /'CONNECT \S{1,253} HTTP\/1\.[01]\.\.Host: /,
        { fact: "proxy-connect", status: null },
        "WRITE DATA: 43 4f 4e 'CONNECT db.internal:443 HTTP/1.1..Host: db.internal:443..User-Agent: grpc-httpcli/0.0....'",
      ],
      [
        /Connecting to server \S{1,200} via HTTP proxy/,
        { fact: "proxy-connect", status: null },
        "Connecting to server db.internal:443 via HTTP proxy ipv4:10.0.0.1:3128",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "grpc-core", seen: "grpcio 1.85.1 cython server, 1.4x _server.py", role: "server" },
    [
      [
        /Failed to bind to address \S{1,120}/,
        { fact: "wrapper", of: "program", status: null },
        "Failed to bind to address 127.0.0.1:1; set GRPC_VERBOSITY=debug environment variable to see detailed error message.",
      ],
      [
        /Failed to add port to server:?/,
        { fact: "wrapper", of: "program", status: null },
        "Failed to add port to server: x",
      ],
      [
        /Failed to (?:add any wildcard listeners|add listener|bind)|Unable to configure socket|Error in bind for address/,
        { fact: "wrapper", of: "program", status: null },
        "Failed to add listener: x",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "grpc-core",
      seen: "absl::Status::ToString, as C++ programs print it",
      role: "client",
    },
    [
      [
        // Behind words of the program's own, which a list of the codes has not; behind "error:" it is of core's own checks.
        /(?<=\w: |\] )(?<!error: )(UNAUTHENTICATED|PERMISSION_DENIED|RESOURCE_EXHAUSTED): (?=\w)/,
        (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
        "publish failed: UNAUTHENTICATED: Request had invalid authentication credentials.",
      ],
    ],
  ),
];
