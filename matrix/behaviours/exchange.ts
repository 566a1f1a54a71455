import type { Exchange, methods } from "./behaviour.ts";
import type { Script } from "./told-messages.ts";

const quiet: Omit<Script, "id"> = {
  initial: [],
  headersFirst: false,
  delayMs: 0,
  early: false,
  gzip: false,
  sizes: [],
  eachMs: 0,
  trailing: [],
  code: 0,
  message: "",
  loneSurrogate: false,
  stopServer: false,
  details: new Uint8Array(),
  stdout: new Uint8Array(),
  stderr: new Uint8Array(),
};

const kinds = {
  Unary: "unary",
  ClientStream: "client-stream",
  ServerStream: "server-stream",
  Bidi: "bidi",
} as const;

type Method = (typeof methods)[number];

/** What of an exchange is not as usual. */
type Told = Readonly<{
  /** Its name; absent: "call". */
  name?: string;
  script?: Partial<Omit<Script, "id">> | null;
  payloads?: readonly number[];
  address?: Exchange["address"];
  atOnce?: boolean;
  report?: boolean;
}> &
  Partial<Pick<Exchange, "kind">> &
  Exchange["options"];

export const pathOf = (method: string): string => `/handshakematrix.v1.Told/${method}`;

/** A call of one of Told's methods: one empty request, and one empty response where one is due. */
export const call = (
  method: Method,
  {
    name = "call",
    script = {},
    payloads = [0],
    kind,
    address = "open",
    atOnce = false,
    report = false,
    ...options
  }: Told = {},
): Exchange => ({
  name,
  kind: kind ?? kinds[method],
  path: pathOf(method),
  script: script && { ...quiet, sizes: [0], ...script },
  payloads,
  options,
  address,
  atOnce,
  report,
});

/** A text of metadata, or bytes. */
export const header = (name: string, value: string | Uint8Array) => ({
  name,
  value: typeof value === "string" ? Buffer.from(value, "utf8") : value,
});
