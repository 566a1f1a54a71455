import { factOfLength } from "./length-bytes.ts";
import { type Row, rowsFrom } from "./row.ts";

/** Databases and brokers, whose ports gRPC's clients come to by mistake, and which stand in the same logs. */
export const otherServerRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "other", seen: "csi-lib-utils 0.11 connection/connection.go", role: "client" },
    [
      [
        /Still connecting to (?:unix:)?\/\S{1,200}/,
        { fact: "timeout", of: "connect" },
        "Still connecting to unix:///csi/csi.sock",
      ],
    ],
  ),
  ...rowsFrom({ stack: "other", seen: "PostgreSQL 17 backend_startup.c, auth.c", role: "server" }, [
    [
      /received direct SSL connection request without ALPN protocol negotiation extension/,
      { fact: "foreign-client" },
      "LOG:  received direct SSL connection request without ALPN protocol negotiation extension",
    ],
    [
      /invalid length of startup packet|unsupported frontend protocol \d{3,6}\.\d{1,6}/,
      { fact: "foreign-client" },
      "LOG:  invalid length of startup packet",
    ],
    [
      /could not accept SSL connection: (?:EOF detected|Success|Connection reset by peer)/,
      { fact: "closed-in-handshake" },
      "LOG:  could not accept SSL connection: EOF detected",
    ],
  ]),
  ...rowsFrom({ stack: "other", seen: "MySQL 8 and MariaDB, by reports", role: "server" }, [
    [
      /Aborted connection \d{1,20} to db: 'unconnected' user: 'unauthenticated' host: '[^'\n]{1,253}' \((?:This connection closed normally without authentication|Got an error reading communication packets)/,
      { fact: "opened-and-closed" },
      "Aborted connection 12 to db: 'unconnected' user: 'unauthenticated' host: '10.0.0.9' (Got an error reading communication packets)",
    ],
  ]),
  ...rowsFrom({ stack: "other", seen: "Postfix smtpd, by reports", role: "server" }, [
    [
      /SSL_accept error from \S{1,300}: (?:lost connection|Connection reset by peer|-1)/,
      { fact: "closed-in-handshake" },
      "SSL_accept error from unknown[10.0.0.9]: lost connection",
    ],
  ]),
  ...rowsFrom(
    { stack: "other", seen: "etcd 3.5 server/embed/config_logging.go, by reports", role: "server" },
    [
      [
        /rejected connection(?: on (?:client|peer) endpoint)?"[^\n]{0,200}"error":\s?"EOF"|rejected connection from "[^"\n]{1,80}" \(error "EOF"/,
        { fact: "opened-and-closed" },
        '"msg":"rejected connection on client endpoint","remote-addr":"10.0.0.2:48812","server-name":"","error":"EOF"',
      ],
    ],
  ),
  ...rowsFrom({ stack: "other", seen: "PostgreSQL 17 auth.c; MySQL 8 errmsg; Redis 7 acl.c" }, [
    [
      /password authentication failed for user|\bSQLSTATE 28P01\b|\bAccess denied for user '[^'\n]{0,80}'@'[^'\n]{0,253}'|\bWRONGPASS invalid username-password pair|\bNOAUTH Authentication required/,
      {
        fact: "other-failure",
        what: "a database or broker refuses a user's name or password: correct them where the program is configured",
      },
      'FATAL: password authentication failed for user "scale"',
    ],
  ]),
  ...rowsFrom(
    {
      stack: "other",
      seen: "libpq fe-connect.c; pgjdbc ConnectionFactoryImpl.java, lib/pq and MySQL by reports",
      role: "client",
    },
    [
      [
        /\b[Ss]erver does not support SSL(?:, but SSL was required)?|\bpq: SSL is not enabled on the server\b|\bSSL is required,? but the server doesn't support it/,
        { fact: "tls-not-served" },
        "server does not support SSL, but SSL was required",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "grpc_health_probe 0.4 main.go; Kubernetes pkg/probe/grpc; grpcurl 1.9; reports",
    },
    [
      [
        /service unhealthy \(responded with "\w{3,20}"\)|\bprobe failed: status: (?:NOT_SERVING|UNKNOWN)\b|^ {1,8}"status": "NOT_SERVING"$/m,
        { fact: "health-not-serving" },
        'Readiness probe failed: service unhealthy (responded with "NOT_SERVING")',
      ],
    ],
  ),
  ...rowsFrom({ stack: "other", seen: "PostgreSQL 17 libpq fe-secure-openssl.c", role: "client" }, [
    [
      /root certificate file "[^"\n]{1,260}" does not exist|could not read root certificate file/,
      { fact: "no-trust-store" },
      'root certificate file "/home/kv/.postgresql/root.crt" does not exist',
    ],
  ]),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Kafka NetworkReceive.java; ZooKeeper ClientCnxnSocket.java; Thrift's and netty's frames",
    },
    [
      [
        /(?:Invalid receive \(size = |\bLen error |\bFrame size (?:of )?\(?)(\d{9,10})(?!\d)/,
        (match) => factOfLength(Number(match[1])),
        "Invalid receive (size = 369295616 larger than 104857600)",
      ],
      [
        // netty's LengthFieldBasedFrameDecoder counts what stands before the frame, which may be the four bytes themselves.
        /Adjusted frame length exceeds \d{1,10}: (\d{9,10})/,
        (match) => factOfLength(Number(match[1])) ?? factOfLength(Number(match[1]) - 4),
        "Adjusted frame length exceeds 5253120: 1347569956 - discarded",
      ],
    ],
  ),
];
