import { insteadOfHttp2, insteadOfTls } from "./hex-bytes.ts";
import { type Row, rowsFrom } from "./row.ts";

export const nettyRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "java", seen: "netty 0bb88a3e06 handler/ssl; shaded in grpc-java 1.85.1 run" },
    [
      [
        /not an SSL\/TLS record: ([\da-f]{2,200})/,
        (match) => insteadOfTls(match[1] ?? ""),
        "io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 485454502f312e3120343030",
      ],
      [
        /NotSslRecordException/,
        { fact: "first-record-not-tls", got: "unsaid" },
        "io.netty.handler.ssl.NotSslRecordException",
      ],
      [
        /First received frame was not SETTINGS\. Hex dump for first 5 bytes: ([\da-f]{2,10})/,
        (match) => insteadOfHttp2(match[1] ?? ""),
        "First received frame was not SETTINGS. Hex dump for first 5 bytes: 485454502f",
      ],
      [
        /HTTP\/2 client preface string missing or corrupt\. Hex dump for received bytes: ([\da-f]{2,48})/,
        (match) => insteadOfHttp2(match[1] ?? ""),
        "HTTP/2 client preface string missing or corrupt. Hex dump for received bytes: 16030100c8010000c40303",
        "server",
      ],
      [
        /Unexpected HTTP\/1\.x request: \S{1,10} /,
        { fact: "http1-request" },
        "Unexpected HTTP/1.x request: GET / ",
        "server",
      ],
      [
        /Connection closed while SSL\/TLS handshake was in progress/,
        { fact: "closed-in-handshake" },
        "io.netty.handler.ssl.StacklessSSLHandshakeException: Connection closed while SSL/TLS handshake was in progress",
      ],
      [
        /SslHandshakeTimeoutException|handshake timed out(?: after \d{1,7}ms)?/,
        { fact: "timeout", of: "handshake" },
        "handshake timed out after 10000ms",
      ],
      [
        /connection timed out(?: after \d{1,7} ms)?: \S{1,120}/,
        { fact: "timeout", of: "connect" },
        "ConnectTimeoutException: connection timed out after 20000 ms: /10.0.0.1:443",
      ],
      [
        // handler/ssl/SslHandler.java: something was to be sent after the end of TLS that had been up.
        /SSLEngine closed already/,
        { fact: "closed" },
        "javax.net.ssl.SSLException: SSLEngine closed already",
      ],
      [
        /StacklessClosedChannelException|ClosedChannelException/,
        { fact: "wrapper", of: "close", status: null },
        "java.nio.channels.ClosedChannelException",
      ],
      [
        /\w{3,20}\(\.\.\) failed(?: with error\(-(?:111|61)\))?: Connection refused/,
        { fact: "connection-refused" },
        "finishConnect(..) failed with error(-111): Connection refused",
      ],
      [
        /\w{3,20}\(\.\.\) failed with error\(-(?:104|54)\)(?:: Connection reset by peer)?/,
        { fact: "reset" },
        "recvAddress(..) failed with error(-104): Connection reset by peer",
      ],
      [
        /(?:File|Input stream) does not contain valid private key|[Ff]ound no private key|could not find a PKCS #8 private key/,
        { fact: "key-not-loadable", what: "key" },
        "File does not contain valid private key: /x",
      ],
      [
        /(?:File|Input stream) does not contain valid certificates|found no certificates in/,
        { fact: "key-not-loadable", what: "certificate" },
        "File does not contain valid certificates: /x",
      ],
      [
        // BoringSSL's: it asks for RSA and EC alone, so that a key of another type is none.
        /Unable to find key material for auth method\(s\): \[[A-Z_, ]{2,200}\]/,
        { fact: "no-fitting-key" },
        "Unable to find key material for auth method(s): [ECDHE_ECDSA, ECDHE_RSA]",
        "server",
      ],
      [
        /Neither RSA, DSA nor EC worked/,
        { fact: "key-not-loadable", what: "key" },
        "Neither RSA, DSA nor EC worked",
      ],
    ],
  ),
];
