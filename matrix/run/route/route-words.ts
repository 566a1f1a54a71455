/** What the words in braces of a route's argv and configuration stand for. */
export type RouteWords = Readonly<{
  /** Where it is to listen, `127.0.0.1:port`, and the port alone. */
  listen: string;
  listenPort: string;
  /** Where the server is, or what stands in its place. */
  upstream: string;
  upstreamPort: string;
  /** `ssl` where the client speaks TLS, else nothing: nginx's and HAProxy's word for it. */
  ssl: string;
  /** PEM files of the chain and the key that the client is to see; `both` has the two in one. */
  certificate: string;
  key: string;
  both: string;
  /** PEM file of the authority of everybody's certificates. */
  ca: string;
  /** The name in the server's certificate. */
  serverName: string;
  /** A folder of this instance's own. */
  folder: string;
  /** The rendered configuration. */
  configuration: string;
  /** A key log file (NSS format), for programs that write one. */
  keyLog: string;
  /** Who runs the project: for programs that ask whom to become. */
  user: string;
}>;
