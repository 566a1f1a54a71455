import { type Row, rowsFrom } from "./row.ts";

/** Programs that say by themselves what is the matter with a file or a certificate of theirs. */
export const meshCredentialRows: readonly Row[] = [
  ...rowsFrom({ stack: "go", seen: "OpenTelemetry collector config/configtls, 0.2 to 0.110" }, [
    [
      /failed to load (?:client )?CA CertPool(?: File| PEM)?:/,
      { fact: "key-not-loadable", what: "roots" },
      "failed to load CA CertPool File: failed to load cert ca.crt: open ca.crt: no such file or directory",
    ],
    [
      /failed to load TLS cert and key(?: PEMs)?:/,
      { fact: "key-not-loadable", what: "unsaid" },
      "failed to load TLS cert and key: open tls.crt: no such file or directory",
    ],
    [
      /for (?:client )?auth via TLS, (?:provide )?(?:either )?(?:both )?(?:client )?(?:a )?(?:certificate|key) (?:and|or)/,
      { fact: "key-not-loadable", what: "unsaid" },
      "for auth via TLS, provide both certificate and key, or neither",
    ],
    [
      /failed to load TLS config:/,
      { fact: "key-not-loadable", what: "unsaid" },
      "failed to load TLS config: x",
    ],
  ]),
  ...rowsFrom({ stack: "go", seen: "linkerd2 b24cd4059 pkg/issuercerts, pkg/healthcheck; 2.7" }, [
    [
      /(?:\* \d{5,60} \S{1,200} )?not valid anymore\. Expired on \d{4}-/,
      { fact: "certificate-expired" },
      "* 26312898604473107581 identity.linkerd.cluster.local not valid anymore. Expired on 2019-12-13T21:26:32Z",
    ],
    [
      /(?:\* \d{5,60} \S{1,200} )?not valid before: \d{4}-/,
      { fact: "certificate-not-yet-valid" },
      "issuer certificate is not valid before: 2030-12-13T21:26:32Z",
    ],
    [
      /cert is not issued by the trust anchor/,
      { fact: "unknown-authority", chain: "unsaid" },
      "cert is not issued by the trust anchor: x509: x",
    ],
    [
      /could not parse issuer certificate/,
      { fact: "key-not-loadable", what: "certificate" },
      "could not parse issuer certificate: x",
    ],
    [
      /key \S{1,60} containing the (?:issuer certificate|issuer key|trust anchors) needs to exist in secret/,
      { fact: "key-not-loadable", what: "unsaid" },
      "key crt.pem containing the issuer certificate needs to exist in secret linkerd-identity-issuer",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "envoy",
      seen: "Envoy 1.8 common/ssl/context_impl.cc; 1.20 to 1.33 tls_certificate_config_impl.cc",
      role: "between",
    },
    [
      [
        /Failed to load (?:certificate chain|incomplete certificate) from /,
        { fact: "key-not-loadable", what: "certificate" },
        "Failed to load certificate chain from <inline>",
      ],
      [
        /Failed to load (?:incomplete )?private key from /,
        { fact: "key-not-loadable", what: "key" },
        "Failed to load incomplete private key from path: /certs/tls.key",
      ],
      [
        /Failed to load trusted CA certificates from /,
        { fact: "key-not-loadable", what: "roots" },
        "Failed to load trusted CA certificates from /certs/ca.crt",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "envoy",
      seen: "Istio 1.5 to 1.9: Envoy's and istiod's logs, in reports of their users",
      role: "between",
    },
    [
      [
        /Secret[ _]is[ _]not[ _]supplied[ _]by[ _]SDS/,
        { fact: "key-not-loadable", what: "unsaid" },
        "transport failure reason: TLS error: Secret is not supplied by SDS",
      ],
      [
        /failed load server cert\/key pair from secret \S{1,120}: (?:server cert or private key is empty)?/,
        { fact: "key-not-loadable", what: "unsaid" },
        "failed load server cert/key pair from secret kv: server cert or private key is empty",
      ],
    ],
  ),
];
