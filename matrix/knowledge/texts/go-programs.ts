import { type Row, rowsFrom } from "./row.ts";

/** Programs and libraries in Go that do the handshake of a gRPC connection by themselves. */
export const goProgramRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "go",
      seen: "Hyperledger Fabric 1.4 core/comm, 2.5 internal/pkg/comm creds.go; reports",
      role: "server",
    },
    [
      [
        /(?<!Client )TLS handshake failed(?: in [\d.]{1,12}[a-zµ]{1,2})? with error (?:EOF\b|read tcp [^\n]{1,120}: connection reset by peer)/,
        { fact: "closed-in-handshake" },
        "Server TLS handshake failed in 535µs with error EOF",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "go", seen: "Hyperledger Fabric 2.5 internal/pkg/comm creds.go", role: "client" },
    [
      [
        /Client TLS handshake failed after [\d.]{1,12}[a-zµ]{1,2} with error: EOF\b/,
        { fact: "closed-in-handshake" },
        "Client TLS handshake failed after 1.2ms with error: EOF",
      ],
    ],
  ),
  // Of the clients, routes, gateways and leaf nodes that it serves.
  ...rowsFrom({ stack: "go", seen: "nats-server 2.10 server/client.go, reports", role: "server" }, [
    [
      /\b(?:cid|rid|gid|lid):\d{1,12} - TLS (?:\w{4,10} )?handshake error: /,
      { fact: "wrapper", of: "handshake", status: null },
      "cid:12 - TLS handshake error: x",
    ],
  ]),
  // A connection of a protocol that this server does not serve now: a standby's, a replica's, a forwarded request's.
  ...rowsFrom(
    { stack: "go", seen: "HashiCorp Vault 1.15 vault/cluster/cluster.go", role: "server" },
    [
      [
        /no TLS config found for ALPN: ALPN=\["?[^\]\n]{1,120}\]/,
        { fact: "alpn-none-in-common" },
        'no TLS config found for ALPN: ALPN=["raft_storage_v1"]',
      ],
    ],
  ),
  ...rowsFrom({ stack: "go", seen: "go-spiffe 2 svid/x509svid; reports" }, [
    [
      /certificate contains (?:no|more than one) URI SAN/,
      { fact: "no-san", of: "name" },
      "x509svid: could not get leaf SPIFFE ID: certificate contains no URI SAN",
    ],
    [
      /x509svid: (?:could not|cannot) get leaf (?:certificate )?SPIFFE ID:?/,
      { fact: "certificate-rejected" },
      "x509svid: cannot get leaf certificate SPIFFE ID: x",
    ],
  ]),
];
