/**
 * What a text states, from the place of the process that printed it: "received" is what came to the
 * printer, "sent" what it gave away. A fact is no cause: the same one has several.
 */
export type Fact = Readonly<
  // TLS alerts, by their names in RFC 8446 section 6; "alert_200" where a number has none.
  | { fact: "alert-received" | "alert-sent"; alert: string }
  // Which protocol spoke where another was expected.
  | { fact: "first-record-not-tls"; got: "http" | "http2" | "proxy-connect" | "unsaid" }
  | { fact: "tls-record-received"; record: "client-hello" | "alert" }
  | { fact: "http1-answer"; status: number | null }
  | { fact: "http1-request" }
  /** A server's of another protocol: what came to it is none of its clients'. */
  | { fact: "foreign-client" }
  /** A listener says that it serves HTTP/1 alone. */
  | { fact: "http1-only" }
  /** HTTP/2 came where the printer spoke HTTP/1. */
  | { fact: "http2-answer" }
  | { fact: "http2-preface-refused"; status: number | null }
  | { fact: "not-http2" }
  /** A server of another protocol greets. */
  | { fact: "foreign-greeting" }
  | { fact: "no-alpn-selected" | "alpn-none-in-common" }
  | { fact: "alpn-selected"; protocol: string }
  // Certificates of the peer, judged by the printer.
  | { fact: "certificate-expired" | "certificate-not-yet-valid" | "certificate-outside-validity" }
  /** `leaf-alone`: the peer sent no certificate but its own, so an intermediate may be missing. */
  | { fact: "unknown-authority"; chain: "leaf-alone" | "unsaid" }
  | { fact: "self-signed"; which: "leaf" | "root-in-chain" | "unsaid" }
  | { fact: "hostname-mismatch"; wanted: string | null; valid: string | null }
  | { fact: "no-san"; of: "name" | "address" }
  | { fact: "key-too-weak"; what: "key" | "signature" }
  | {
      fact:
        | "wrong-eku"
        | "ca-used-as-end-entity"
        | "not-a-ca"
        | "bad-certificate-signature"
        | "certificate-revoked"
        | "certificate-malformed"
        /** It breaks a rule that the text names, and no rule of a row of its own. */
        | "certificate-rule-broken"
        /** No answer of CRL or OCSP could be had. */
        | "revocation-unknown"
        /** Refused, the text does not say why. */
        | "certificate-rejected"
        | "no-peer-certificate";
    }
  // Negotiation.
  | { fact: "no-common-version"; offered: string | null }
  | { fact: "no-common-scheme" | "no-common-suite" | "no-common-group" }
  /** Of a certificate's key; or of the key exchange, where a text does not say which. */
  | { fact: "curve-refused" }
  /** It has no key of a kind that the other side offers to verify, or none at all. */
  | { fact: "no-fitting-key" }
  /** A server that chooses its certificate by the client's hello has none for this one. */
  | { fact: "no-certificate-chosen" }
  | { fact: "renegotiation-unsafe" }
  | { fact: "bad-handshake-signature" | "bad-record" | "handshake-garbled" }
  // Certificates of the client, in the server's or the client's words.
  | {
      fact:
        | "client-certificate-required"
        | "client-certificate-bad"
        | "client-certificate-withheld";
    }
  | { fact: "key-not-loadable"; what: "key" | "certificate" | "pair" | "roots" | "unsaid" }
  // Transport.
  | { fact: "dialled"; address: string }
  /** A connection came about. */
  | { fact: "connected" }
  | { fact: "name-not-resolved"; name: string | null }
  /** A channel is left with nothing to dial; whether a resolver gave nothing, or its credentials make no connection, it does not say. */
  | { fact: "no-address" }
  | { fact: "target-unusable"; why: string }
  | { fact: "timeout"; of: TimedStage }
  | {
      fact:
        | "connection-refused"
        | "reset"
        | "broken-pipe"
        | "unreachable"
        | "closed"
        | "closed-in-handshake"
        | "closed-before-settings"
        /** A server's: a client came, and went before its preface. */
        | "opened-and-closed"
        | "port-in-use"
        | "permission-denied"
        /** A server's bind or listen that failed, for whatever reason. */
        | "cannot-listen"
        | "socket-not-permitted"
        /** Windows: by a firewall or a policy, or because the port is reserved. */
        | "socket-forbidden"
        | "no-trust-store"
        | "no-alpn-support"
        /** By whoever asked for what was under way. */
        | "cancelled";
    }
  /** `status`: of the proxy's answer to CONNECT; null where the text names none. */
  | { fact: "proxy-connect"; status: number | null }
  /** A proxy that was to be reached by TLS, and speaks none. */
  | { fact: "proxy-not-tls" }
  | { fact: "upstream-unavailable" }
  /** A proxy waits for the service that tells it what to pass on. */
  | { fact: "discovery-missing" }
  /** A proxy's: the connection to its upstream did not come about, or it had none to choose from. */
  | { fact: "upstream-unreachable" }
  /** A proxy's: its upstream ended a connection that had come about; TLS with it failed; its certificate was refused; what it answered could not be read. */
  | {
      fact: "upstream-lost" | "upstream-handshake" | "upstream-untrusted" | "upstream-unreadable";
    }
  /** A listener's: no header of the PROXY protocol came first. */
  | { fact: "proxy-header-missing" }
  /** A listener's that waits for that header: the connection ended before it, or time ran out. */
  | { fact: "proxy-header-awaited" }
  /** A proxy refused a call for a limit of its own. */
  | { fact: "too-many-calls" }
  // HTTP/2 and gRPC. Codes by their names in RFC 9113 section 7, null where the text names none.
  | { fact: "goaway"; code: string | null; debug: string | null }
  | { fact: "stream-reset" | "http2-error"; code: string | null }
  | { fact: "http-status"; status: number }
  | { fact: "content-type"; type: string }
  | { fact: "not-grpc"; byte: number | null }
  | { fact: "no-grpc-status" | "message-encoding-unsupported" }
  | { fact: "unimplemented"; what: string | null }
  /** A server's word of a request. `field`: what of its headers is wrong, as the text names it; "unsaid" where it does not. */
  | { fact: "request-malformed"; field: string }
  /** Credentials of a call: missing, wrong, or past their time. */
  | { fact: "credentials-rejected" }
  /** A health check that was answered, and not with SERVING. */
  | { fact: "health-not-serving" }
  /** A message that came whole, and was not what its method takes. */
  | { fact: "message-not-parsable" }
  /** A reply whose body is not made of whole messages. */
  | { fact: "message-framing-broken" }
  /** A unary call that was answered with no message, or with several. */
  | { fact: "message-count-wrong" }
  /** A grpc-status that is no number. */
  | { fact: "grpc-status-malformed" }
  /** A reply whose frames come in an order that no reply has, or without what each has. */
  | { fact: "reply-malformed" }
  /** One side holds that frames of the other break a rule of HTTP/2. */
  | { fact: "http2-rule-broken" }
  /** The peer's settings let no further call begin. */
  | { fact: "streams-exhausted" }
  /** A server's answer, in a protocol of its own, to a client that asks for TLS. */
  | { fact: "tls-not-served" }
  /** By a rule of who may call what. */
  | { fact: "call-forbidden" }
  /** Headers over the limit of who received, or was to send, them. */
  | { fact: "header-list-too-large" }
  | { fact: "authority-rejected"; authority: string | null }
  /** None of a listener's chains fits how a connection began: in plaintext, or with another name. */
  | { fact: "no-filter-chain" }
  | { fact: "message-too-large"; size: number | null; limit: number | null }
  // Processes and go-plugin's first line.
  /** `forbidden`: by whatever watches over programs. */
  | { fact: "exec-failed"; why: "missing" | "permission" | "format" | "forbidden" }
  | { fact: "exited"; code: number | null }
  | { fact: "program-ended"; how: ProgramEnd }
  | { fact: "plugin-line-unrecognized"; line: string | null }
  | { fact: "plugin-api-version" | "plugin-core-version"; plugin: string; host: string }
  | {
      fact:
        | "plugin-cookie-missing"
        | "plugin-line-missing"
        | "plugin-protocol-unsupported"
        | "plugin-exited-early"
        /** After its first line was read, in a call. */
        | "plugin-exited-mid-call"
        | "plugin-output-ended"
        /** It was asked to end, did not, and was killed. */
        | "plugin-did-not-stop"
        /** With exit code 0, which is no fault. */
        | "plugin-ended-orderly"
        | "plugin-certificate-unreadable"
        /** The plugin could not obtain what it serves TLS with. */
        | "plugin-tls-not-provided"
        | "plugin-multiplexing-unsupported"
        | "plugin-checksum-mismatch"
        | "plugin-misconfigured"
        | "plugin-broker-failed"
        /** By the kernel, of whichever process. */
        | "out-of-memory";
    }
  /** A failure that is none of a connection. `what`: what it is, one sentence without its period. */
  | { fact: "other-failure"; what: string }
  /** Hides a cause: it says that something failed, not why. */
  | { fact: "wrapper"; of: Wrapping; status: string | null }
>;

export type FactName = Fact["fact"];

/** The fact of a name, with its fields. */
export type FactNamed<Name extends FactName, F extends Fact = Fact> = F extends {
  fact: infer Names;
}
  ? Name extends Names
    ? F
    : never
  : never;

/**
 * `broken`: it did not come up, for a part of it that is missing or does not fit. `crash`: of its own fault. `failed`: with
 * an exit code that says no more. `not-run`: a shell, or who starts containers, did not find it or may not run it.
 * `killed`: by a signal that no program can catch. `restarting`: it ends again and again.
 */
type ProgramEnd = "broken" | "crash" | "failed" | "not-run" | "killed" | "restarting";

type TimedStage =
  | "connect"
  | "handshake"
  | "settings"
  | "keepalive"
  | "plugin-start"
  | "broker"
  | "upstream"
  | "unsaid";

/**
 * `deadline`: time ran out. `status`: a gRPC status line. `close`: the connection went away.
 * `attempt`: a connection attempt failed. `handshake`: TLS failed. `unanswered`: the other side was not there, or said
 * nothing.
 */
type Wrapping =
  | "deadline"
  | "status"
  | "close"
  | "attempt"
  | "handshake"
  | "program"
  | "unanswered";

/** Whose words a text is. `os`: an error of the operating system, in anybody's log. */
export type Stack =
  | "go"
  | "grpc-go"
  | "go-plugin"
  | "boringssl"
  | "openssl"
  | "grpc-core"
  | "node"
  | "grpc-js"
  | "rustls"
  | "tonic"
  | "java"
  | "grpc-java"
  | "dotnet"
  | "erlang"
  | "haskell"
  | "dart"
  | "apple"
  | "schannel"
  | "curl"
  | "nginx"
  | "haproxy"
  | "envoy"
  | "caddy"
  | "stunnel"
  | "mbedtls"
  | "wolfssl"
  | "gnutls"
  | "nss"
  | "nio-ssl"
  | "libressl"
  | "bearssl"
  | "s2n"
  | "wget"
  | "bun"
  | "chromium"
  | "httpd"
  /** A program whose words are in no library of gRPC or TLS. */
  | "other"
  | "os";

/** `between`: a proxy, load balancer or terminator. */
export type Role = "client" | "server" | "between";
