import { type Row, rowsFrom, textIn } from "./row.ts";

/** ASP.NET Core's server, and Grpc.AspNetCore on it. */
export const kestrelRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "dotnet",
      seen: "Grpc.AspNetCore.Server 2.7 GrpcServerLog.cs, ServerCallHandlerFactory.cs",
      role: "server",
    },
    [
      [
        /Request protocol of 'HTTP\/1\.[01]' is not supported/,
        { fact: "http1-request" },
        "Request protocol of 'HTTP/1.1' is not supported.",
      ],
      [
        /Request (content-type) of '[^'\n]{0,80}' is not supported/,
        { fact: "request-malformed", field: "content-type" },
        "Request content-type of 'application/json' is not supported.",
      ],
      [
        /Service '([^'\n]{1,200})' is unimplemented|(?<!\w)Method '([^'\n]{1,100})' is unimplemented/,
        (match) => ({ fact: "unimplemented", what: textIn(match, 1) ?? textIn(match, 2) }),
        "Service 'kv.KV' is unimplemented.",
      ],
    ],
  ),
  ...rowsFrom({ stack: "dotnet", seen: "reports of Kestrel's users", role: "server" }, [
    [
      /HTTP\/2 connection error \(PROTOCOL_ERROR\): Invalid HTTP\/2 connection preface/,
      { fact: "not-http2" },
      "HTTP/2 connection error (PROTOCOL_ERROR): Invalid HTTP/2 connection preface.",
    ],
    [
      /(?:HTTP\/2 connection error \([A-Z_]{4,24}\): )?Request headers too long\./,
      { fact: "header-list-too-large" },
      "HTTP/2 connection error (PROTOCOL_ERROR): Request headers too long.",
    ],
    [
      /HTTP\/2 (?:connection error|stream ID \d{1,10} error) \((?!NO_ERROR)[A-Z_\d]{4,24}\):/,
      { fact: "http2-rule-broken" },
      "HTTP/2 stream ID 1 error (PROTOCOL_ERROR): x",
    ],
    ["Authentication of the HTTPS connection timed out.", { fact: "timeout", of: "handshake" }],
    [
      /Unable to configure HTTPS endpoint\. No server certificate was specified/,
      { fact: "key-not-loadable", what: "certificate" },
      "Unable to configure HTTPS endpoint. No server certificate was specified, and the default developer certificate could not be found or is out of date.",
    ],
  ]),
];
