import type { Fact } from "../../domain/fact.ts";
import { dotnetChainStatusRows } from "./dotnet-chain-status.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";
import { tlsAlerts } from "./tls-alerts.ts";

const alertNamed = (match: RegExpMatchArray): Fact | undefined => {
  const wanted = (match[1] ?? "").toLowerCase();
  const found = tlsAlerts.find(({ name }) => name.replaceAll("_", "") === wanted);
  return found && { fact: "alert-received", alert: found.name };
};

/** "The remote certificate is invalid according to the validation procedure" in the languages of .NET and of .NET Framework. */
const invalidCertificate = [
  "Das Remotezertifikat ist laut Validierungsverfahren ungültig",
  "Le certificat distant n'est pas valide selon la procédure de validation",
  "El certificado remoto no es válido según el procedimiento de validación",
  "Il certificato remoto non è stato ritenuto valido dalla procedura di convalida",
  "O certificado remoto é inválido de acordo com o procedimento de validação",
  "検証プロシージャによると、リモート証明書は無効です",
  "根据验证过程，远程证书无效",
  "根據驗證程序，遠端憑證是無效的",
  "유효성 검사 절차에 따라 원격 인증서가 잘못되었습니다",
  "Удаленный сертификат недействителен согласно результатам проверки подлинности",
  "Zdalny certyfikat jest nieprawidłowy zgodnie z procedurą weryfikacji",
  "Uzak sertifika doğrulama yordamına göre geçersiz",
  "Laut Validierungsverfahren ist das Remotezertifikat ungültig",
  "O certificado remoto é inválido, de acordo com o procedimento de validação",
  "検証プロシージャによると、リモート証明書が無効です",
  "확인 절차에 따르면 원격 인증서가 잘못되었습니다",
  "Zdalny certyfikat jest nieprawidłowy według procedury weryfikacji",
  "Uzak sertifika, doğrulama yordamına göre geçersiz",
] as const;

/** "Could not establish trust relationship for the SSL/TLS secure channel", of .NET Framework. */
const noTrustRelationship = [
  "Could not establish trust relationship for the SSL/TLS secure channel",
  "Es konnte keine Vertrauensstellung für den sicheren SSL/TLS-Kanal eingerichtet werden",
  "Impossible d'établir une relation de confiance pour le canal sécurisé SSL/TLS",
  "No se puede establecer una relación de confianza para el canal seguro SSL/TLS",
  "未能为 SSL/TLS 安全通道建立信任关系",
] as const;

/** Schannel's SEC_E_UNTRUSTED_ROOT, which .NET has in the system's language. */
const untrustedRoot = [
  "Die Zertifikatkette wurde von einer nicht vertrauenswürdigen Zertifizierungsstelle ausgestellt",
  "La chaîne de certificats a été fournie par une autorité qui n'est pas approuvée",
  "La cadena de certificación fue emitida por una entidad en la que no se confía",
  "La catena di certificati è stata emessa da un'autorità non disponibile nell'elenco locale",
  "A cadeia de certificação foi emitida por uma autoridade que não é de confiança",
  "Цепочка сертификатов выпущена центром сертификации, не имеющим доверия",
  "Łańcuch certyfikatów został wystawiony przez urząd, którego nie jest zaufany",
  "信頼されていない機関によって証明書チェーンが発行されました",
  "证书链是由不受信任的颁发机构颁发的",
  "憑證鏈結是由不受信任的授權單位發出的",
  "신뢰되지 않은 기관에서 인증서 체인을 발급했습니다",
] as const;

/** Flags of X509ChainStatusFlags and SslPolicyErrors, printed after the sentence. */
export const dotnetRows: readonly Row[] = [
  ...dotnetChainStatusRows,
  ...rowsFrom(
    {
      stack: "dotnet",
      seen: "reports of .NET users; not read in a source",
    },
    [
      [
        /HTTP\/2 over TLS is not supported on [\w. ]{1,40} due to missing ALPN support/,
        { fact: "no-alpn-support" },
        "HTTP/2 over TLS is not supported on OSX due to missing ALPN support.",
        "server",
      ],
      ...[...invalidCertificate, ...noTrustRelationship].map(
        (words) => [words, { fact: "certificate-rejected" }] as const,
      ),
      ...untrustedRoot.map(
        (words) => [words, { fact: "unknown-authority", chain: "unsaid" }] as const,
      ),
      [
        /RemoteCertificateNameMismatch/,
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch",
      ],
      [
        /(?:remote certificate is invalid according to the validation procedure: )?RemoteCertificateNotAvailable/,
        { fact: "no-peer-certificate" },
        "RemoteCertificateNotAvailable",
      ],
      [
        /\b(?:SslPolicyErrors: |sslPolicyErrors ?[=:] ?|SslPolicyErrors\.)RemoteCertificateChainErrors\b(?! ?=)/,
        { fact: "certificate-rejected" },
        "SslPolicyErrors: RemoteCertificateChainErrors",
      ],
      [
        /remote certificate (?:is invalid according to the validation procedure|was rejected by (?:the provided )?RemoteCertificateValidationCallback)/,
        { fact: "certificate-rejected" },
        "The remote certificate was rejected by the provided RemoteCertificateValidationCallback.",
      ],
      [
        /remote party sent a TLS alert: '(\w{3,40})'/,
        alertNamed,
        "Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'.",
      ],
      [
        /Cannot determine the frame size or a corrupted frame was received/,
        { fact: "first-record-not-tls", got: "unsaid" },
        "Cannot determine the frame size or a corrupted frame was received.",
      ],
      [
        /The handshake failed due to an unexpected packet format/,
        { fact: "first-record-not-tls", got: "unsaid" },
        "The handshake failed due to an unexpected packet format.",
      ],
      [
        /Received an unexpected EOF or 0 bytes from the transport stream|Authentication failed because the remote party has closed the transport stream/,
        { fact: "closed-in-handshake" },
        "Received an unexpected EOF or 0 bytes from the transport stream.",
      ],
      [
        // EAI_AGAIN, in the words of EAGAIN (NameResolutionPal.Unix.cs; dotnet/runtime 98794).
        /Resource temporarily unavailable \([^\s()]{1,253}:\d{1,5}\)|\b11\): Resource temporarily unavailable/,
        { fact: "name-not-resolved", name: null },
        "HttpRequestException: Resource temporarily unavailable (db.internal:443)",
      ],
      [
        /Interop\+(?:OpenSsl|AppleCrypto|Crypto)\+\w{0,20}SslException: SSL Handshake failed with OpenSSL error/,
        { fact: "wrapper", of: "handshake", status: null },
        "Interop+OpenSsl+SslException: SSL Handshake failed with OpenSSL error - SSL_ERROR_SSL.",
      ],
      [
        /Received incomplete authentication message\. Remote party has probably closed the connection/,
        { fact: "closed-in-handshake" },
        "Received incomplete authentication message. Remote party has probably closed the connection.",
      ],
      [
        /The requested security protocol is not supported/,
        { fact: "no-common-version", offered: null },
        "System.NotSupportedException: The requested security protocol is not supported.",
      ],
      [
        /The remote party requested renegotiation when AllowRenegotiation was set to false/,
        { fact: "renegotiation-unsafe" },
        "The remote party requested renegotiation when AllowRenegotiation was set to false.",
      ],
      [
        /The server mode SSL must use a certificate with the associated private key/,
        { fact: "key-not-loadable", what: "certificate" },
        "The server mode SSL must use a certificate with the associated private key.",
        "server",
      ],
      [
        /CryptographicException: (?:The certificate data cannot be read with the provided password|The specified network password is not correct|The provided PFX data contains no certificates|The (?:key|certificate) contents do not contain a PEM|The EncryptedPrivateKeyInfo structure was decoded but was not successfully interpreted|Keyset does not exist|Cannot find the requested object|ASN1 corrupted data)[^\n.]{0,120}/,
        { fact: "key-not-loadable", what: "unsaid" },
        "System.Security.Cryptography.CryptographicException: The provided PFX data contains no certificates.",
      ],
      [
        /\bWindowsCryptographicException: The system cannot find the file specified|\bOpenSslCryptographicException: error:[\dA-F]{8}:BIO routines:[\w:]{0,40}no such file/,
        { fact: "key-not-loadable", what: "unsaid" },
        "Internal.Cryptography.CryptoThrowHelper+WindowsCryptographicException: The system cannot find the file specified.",
      ],
      [
        /The SSL connection could not be established/,
        { fact: "wrapper", of: "handshake", status: null },
        "The SSL connection could not be established, see inner exception.",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "dotnet",
      seen: "grpc-dotnet 2.60 src/Grpc.Net.Client/GrpcChannel.cs",
      role: "client",
    },
    [
      [
        /Channel is configured with (?:in)?secure channel credentials and can't use a HttpClient with a '[\w+.-]{1,20}' scheme/,
        { fact: "target-unusable", why: "the scheme says otherwise than the credentials" },
        "Channel is configured with secure channel credentials and can't use a HttpClient with a 'http' scheme.",
      ],
      [
        /Unable to determine the TLS configuration of the channel from address '[^'\n]{0,253}'/,
        { fact: "target-unusable", why: "no credentials chosen" },
        "Unable to determine the TLS configuration of the channel from address 'dns:///kv:80'.",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "dotnet",
      seen: "reports of grpc-dotnet users; not read in a source",
      role: "client",
    },
    [
      [
        /Bad gRPC response\. HTTP status code: (\d{3})/,
        (match) => ({ fact: "http-status", status: Number(match[1]) }),
        "Bad gRPC response. HTTP status code: 404",
      ],
      [
        /Bad gRPC response\. Invalid content-type value: (\S{1,80})/,
        (match) => ({ fact: "content-type", type: match[1] ?? "" }),
        "Bad gRPC response. Invalid content-type value: text/html",
      ],
      [
        /Bad gRPC response\. Response protocol downgraded to HTTP\/1\.[01]/,
        { fact: "http1-answer", status: null },
        "Bad gRPC response. Response protocol downgraded to HTTP/1.1.",
      ],
      [
        /HTTP\/2 requires TLS application protocol negotiation|HTTP\/2 is not enabled for \S{1,120}/,
        { fact: "http1-only" },
        "HTTP/2 is not enabled for [::]:5000. The endpoint is configured to use HTTP/1.1 and HTTP/2, but TLS is not enabled.",
        "server",
      ],
      [
        /An HTTP\/1\.x request was sent to an HTTP\/2 only endpoint/,
        { fact: "http1-request" },
        "An HTTP/1.x request was sent to an HTTP/2 only endpoint.",
        "server",
      ],
      [
        /Request protocol 'HTTP\/1\.[01]' is not supported/,
        { fact: "http1-request" },
        "Request protocol 'HTTP/1.1' is not supported.",
        "server",
      ],
      [
        /HTTP\/2 server (?:reset the stream|closed the connection)\. HTTP\/2 error code '([A-Z\d_]{4,30})'/,
        (match) => ({ fact: "http2-error", code: textIn(match) }),
        "The HTTP/2 server reset the stream. HTTP/2 error code 'HTTP_1_1_REQUIRED' (0xd).",
      ],
      [
        // An answer came, and was no frame.
        /because the server did not complete the HTTP\/2 handshake\. \(InvalidResponse\)/,
        { fact: "not-http2" },
        "An HTTP/2 connection could not be established because the server did not complete the HTTP/2 handshake. (InvalidResponse)",
      ],
      [
        /because the server did not complete the HTTP\/2 handshake/,
        { fact: "closed-before-settings" },
        "An HTTP/2 connection could not be established because the server did not complete the HTTP/2 handshake.",
      ],
      [
        /No grpc-status found on response/,
        { fact: "no-grpc-status" },
        "No grpc-status found on response.",
      ],
      [
        /Requesting HTTP version 2\.0 with version policy \w{5,30} while (?:HTTP\/2 is not enabled|unable to establish HTTP\/2 connection)|Unable to establish HTTP\/2 connection|HTTP\/2 over TLS was not negotiated/,
        { fact: "no-alpn-selected" },
        "Unable to establish HTTP/2 connection.",
      ],
      [
        /Error (?:starting|reading next message in) gRPC call/,
        { fact: "wrapper", of: "attempt", status: null },
        "Error starting gRPC call. HttpRequestException: x",
      ],
      [
        // Grpc.Net.Client's own deadline, of which it says no more.
        /Status\(StatusCode="?DeadlineExceeded"?, Detail=""/,
        { fact: "wrapper", of: "deadline", status: null },
        'Status(StatusCode="DeadlineExceeded", Detail="")',
        "client",
      ],
      [
        /Status\(StatusCode="?Cancelled"?, Detail="(?:"|Call canceled by the client)/,
        { fact: "cancelled" },
        'Status(StatusCode="Cancelled", Detail="Call canceled by the client.")',
        "client",
      ],
      [
        /Status\(StatusCode="?Unimplemented"?/,
        { fact: "unimplemented", what: null },
        'Status(StatusCode="Unimplemented", Detail="Method is unimplemented.")',
        "client",
      ],
      [
        /Status\(StatusCode="?(\w{2,20})"?/,
        (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
        'Status(StatusCode="Unavailable", Detail="x")',
      ],
    ],
  ),
];
