import { type Row, rowsFrom } from "./row.ts";

/** Connect's clients, which speak gRPC, gRPC-Web and a protocol of their own. */
export const connectRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "other", seen: "connect-es 1.4 and 2.0 validate-response.ts", role: "client" },
    [
      [
        /\bConnectError: \[\w{5,20}\] HTTP (\d{3})\b/,
        (match) => ({ fact: "http-status", status: Number(match[1]) }),
        "ConnectError: [unimplemented] HTTP 404",
      ],
      [
        /\bConnectError: \[\w{5,20}\] unsupported content type (\S{1,80})/,
        (match) => ({ fact: "content-type", type: match[1] ?? "" }),
        "ConnectError: [unknown] unsupported content type text/html",
      ],
    ],
  ),
  ...rowsFrom({ stack: "other", seen: "connect-go 1.16 protocol_grpc.go", role: "client" }, [
    [
      /\b(?:unavailable|unimplemented|unknown|internal|permission_denied|unauthenticated): HTTP status (\d{3}) /,
      (match) => ({ fact: "http-status", status: Number(match[1]) }),
      "unavailable: HTTP status 503 Service Unavailable",
    ],
  ]),
];
