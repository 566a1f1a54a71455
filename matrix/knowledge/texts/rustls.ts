import { type Row, rowsFrom } from "./row.ts";

export const rustlsRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "rustls", seen: "rustls 0.21 (00d7ac50f), 0.23 run and 6868ee84d: error.rs" },
    [
      [
        /received corrupt message(?: of type (?:InvalidContentType|Handshake\(UnknownHandshakeType\)))?/,
        { fact: "first-record-not-tls", got: "unsaid" },
        "received corrupt message of type InvalidContentType",
      ],
      [
        /received corrupt message of type (?!InvalidContentType)[\w()]{1,60}/,
        { fact: "handshake-garbled" },
        "received corrupt message of type MessageTooShort",
      ],
      [
        /InvalidMessage\(InvalidContentType\)/,
        { fact: "first-record-not-tls", got: "unsaid" },
        "InvalidMessage(InvalidContentType)",
      ],
      [
        /\berror: InvalidMessage\((?!InvalidContentType)[A-Z]\w{3,40}/,
        { fact: "handshake-garbled" },
        "Custom { kind: InvalidData, error: InvalidMessage(MessageTooShort) }",
      ],
      [
        /received unexpected (?:handshake )?message: got \w{1,40}/,
        { fact: "handshake-garbled" },
        "received unexpected message: got ApplicationData when expecting Handshake",
      ],
      [
        /(?:peer is incompatible: |PeerIncompatible\()(?:NoSignatureSchemesInCommon|NoCertificateRequestSignatureSchemesInCommon|SignatureAlgorithmsExtensionRequired)/,
        { fact: "no-common-scheme" },
        "peer is incompatible: NoSignatureSchemesInCommon",
      ],
      [
        /(?:peer is incompatible: |PeerIncompatible\()NoCipherSuitesInCommon/,
        { fact: "no-common-suite" },
        "peer is incompatible: NoCipherSuitesInCommon",
      ],
      [
        /(?:peer is incompatible: |PeerIncompatible\()(?:NoKxGroupsInCommon|NamedGroupsExtensionRequired|KeyShareExtensionRequired)/,
        { fact: "no-common-group" },
        "peer is incompatible: NoKxGroupsInCommon",
      ],
      [
        /(?:peer is incompatible: |PeerIncompatible\()(?:ServerDoesNotSupportTls12Or13|ServerTlsVersionIsDisabledByOurConfig|Tls12NotOffered(?:OrEnabled)?|SupportedVersionsExtensionRequired|Tls13RequiredForQuic)/,
        { fact: "no-common-version", offered: null },
        "peer is incompatible: Tls12NotOffered",
      ],
      [
        /(?:peer is incompatible: |PeerIncompatible\()NoEcPointFormatsInCommon/,
        { fact: "handshake-garbled" },
        "peer is incompatible: NoEcPointFormatsInCommon",
      ],
      [
        /(?:peer is incompatible: |PeerIncompatible\()NoServerNameProvided/,
        { fact: "authority-rejected", authority: null },
        "peer is incompatible: NoServerNameProvided",
        "server",
      ],
      [
        /(?:peer is incompatible: |PeerIncompatible\()(?!No|Server|Tls1|Supported|Signature|NamedGroups|KeyShare)\w{1,60}/,
        { fact: "handshake-garbled" },
        "peer is incompatible: EcPointsExtensionRequired",
      ],
      // Up to 0.20 the reason was a string.
      [
        /(?:peer is incompatible: |PeerIncompatible\()"?no (?:ciphersuites|kx group|signature schemes?)[^"\n]{0,60}/i,
        { fact: "wrapper", of: "handshake", status: null },
        'peer is incompatible: "no ciphersuites in common"',
      ],
      [
        /(?:peer misbehaved: |PeerMisbehaved\()(?:SignedHandshakeWithUnadvertisedSigScheme|SignedKxWithWrongAlgorithm)/,
        { fact: "no-common-scheme" },
        "peer misbehaved: SignedKxWithWrongAlgorithm",
      ],
      [
        /(?:peer misbehaved: |PeerMisbehaved\()SelectedUnofferedApplicationProtocol/,
        { fact: "alpn-none-in-common" },
        "peer misbehaved: SelectedUnofferedApplicationProtocol",
      ],
      [
        /(?:peer misbehaved: |PeerMisbehaved\()(?:SelectedUnofferedKxGroup|WrongGroupForKeyShare|IllegalHelloRetryRequestWith(?:Un)?[Oo]ffered(?:Named)?Group)/,
        { fact: "no-common-group" },
        "peer misbehaved: SelectedUnofferedKxGroup",
      ],
      [
        /(?:peer misbehaved: |PeerMisbehaved\()SelectedUnofferedCipherSuite/,
        { fact: "no-common-suite" },
        "peer misbehaved: SelectedUnofferedCipherSuite",
      ],
      [
        /(?:peer misbehaved: |\bPeerMisbehaved\()\w{1,80}/,
        { fact: "handshake-garbled" },
        "peer misbehaved: InvalidKeyShare",
      ],
      ["peer doesn't support any known protocol", { fact: "alpn-none-in-common" }],
      [
        /(?<=\b(?:error: |Err\(|value: |rustls: |Rustls\())NoApplicationProtocol\b/,
        { fact: "alpn-none-in-common" },
        "Custom { kind: InvalidData, error: NoApplicationProtocol }",
      ],
      [
        /(?<=\b(?:error: |Err\(|value: |Rustls\())(?:DecryptError|PeerSentOversizedRecord)\b/,
        { fact: "bad-record" },
        "Custom { kind: InvalidData, error: DecryptError }",
      ],
      [
        /\bAPI misuse: NoCipherSuitesConfigured\b/,
        { fact: "no-common-suite" },
        "API misuse: NoCipherSuitesConfigured",
      ],
      ["peer sent no certificates", { fact: "client-certificate-required" }, "server"],
      [
        /NoCertificatesPresented/,
        { fact: "client-certificate-required" },
        "NoCertificatesPresented",
        "server",
      ],
      [
        /Client auth requested but no (?:cert\/sigscheme available|cert selected)/,
        { fact: "client-certificate-withheld" },
        "Client auth requested but no cert/sigscheme available",
        "client",
      ],
      [
        /no suitable certificate found/,
        { fact: "no-common-scheme" },
        "no suitable certificate found",
        "server",
      ],
      // By whichever resolver: one that goes by the server's name has none for this name.
      [
        /no server certificate chain resolved/,
        { fact: "no-certificate-chosen" },
        "no server certificate chain resolved",
        "server",
      ],
      [/cannot decrypt peer's message/, { fact: "bad-record" }, "cannot decrypt peer's message"],
      [
        /peer sent excess record size/,
        { fact: "first-record-not-tls", got: "unsaid" },
        "peer sent excess record size",
      ],
      [/tls handshake eof/, { fact: "closed-in-handshake" }, "tls handshake eof"],
      [
        /peer closed connection without sending TLS close_notify/,
        { fact: "closed" },
        "peer closed connection without sending TLS close_notify",
      ],
    ],
  ),
];
