import type { Particular } from "../particular.ts";

/** Products that have the setting where gRPC's libraries have a call. */
export const productParticulars: readonly Particular[] = [
  {
    code: "unknown-ca",
    around: /failed calling webhook/,
    sentence: "The API server does not trust the certificate of the webhook.",
    remedy:
      "put the webhook's CA into clientConfig.caBundle of its webhook configuration (cert-manager: annotation cert-manager.io/inject-ca-from)",
  },
  {
    code: "unknown-ca",
    around: /:8200\/v1\/|\/v1\/(?:auth|sys)\/\w/,
    sentence: "The Vault client does not trust the certificate of the Vault server.",
    remedy: 'ca_cert_file of the provider "vault", or VAULT_CACERT=<ca.pem>',
  },
  {
    code: "unknown-ca",
    around: /Unable to connect to the server: /,
    sentence: "kubectl does not trust the certificate of the API server.",
    remedy:
      "certificate-authority-data of the cluster in the kubeconfig, taken from the cluster of today",
  },
  {
    code: "unknown-ca",
    side: "between",
    around: /\bupstream [\w.-]{1,253}:\d{2,5}: /,
    sentence: "What stands between does not trust the certificate of the server behind it.",
    remedy:
      "give the gateway or proxy the authority that issued the certificate of the server behind it; its own callers need no change",
  },
  {
    code: "tls-client-to-plaintext-port",
    around: /failed to (?:resolve reference|pull (?:and unpack )?image)|ErrImagePull/,
    sentence: "The registry speaks plain HTTP, and containerd asks it by HTTPS.",
    remedy:
      'serve the registry by HTTPS, or name it with `[host."http://<registry>"]` in /etc/containerd/certs.d/<registry>/hosts.toml (Docker: insecure-registries)',
  },
  {
    code: "tls-client-to-plaintext-port",
    quote: /Invalid receive/,
    sentence: "The client begins TLS with a listener on which Kafka speaks plaintext.",
    remedy:
      "let the client dial the listener with SSL or SASL_SSL, or set security.protocol=PLAINTEXT (SASL_PLAINTEXT) in the client",
  },
  {
    code: "plaintext-client-to-tls-port",
    quote: /filter_chain_not_found/,
    sentence:
      "None of the chains of Envoy's listener fits the connection: in a mesh with STRICT mTLS, a client without a sidecar is such a one.",
    remedy:
      "let the mesh inject its sidecar into the client, or set mTLS to PERMISSIVE for this server; outside a mesh let the client use TLS, with a name that the listener serves",
  },
  {
    code: "upstream-unreachable",
    quote: /failed_to_pick_backend/,
    sentence: "The load balancer has no backend that passes its health check.",
    remedy:
      "`gcloud compute backend-services get-health <service>` says which backends fail: correct their health check (port, protocol GRPC or HTTP2, path), the firewall rule for its addresses, or the backends themselves",
  },
  {
    code: "plaintext-client-to-tls-port",
    around: /Error accepting a client connection/,
    sentence: "The client speaks plaintext to the port on which Redis speaks TLS (tls-port).",
    remedy: "let the client use TLS (rediss://, redis-cli --tls --cacert <ca.pem>), or dial `port`",
  },
  {
    code: "upstream-protocol-mismatch",
    side: "between",
    quote: /wrong.version.number|(?:does not look like|is not) (?:a )?TLS|packet length too long/i,
    sentence: "The proxy begins TLS with a server behind it that speaks plaintext.",
    remedy:
      "let the proxy speak plaintext to this server (Envoy: no transport_socket in the cluster; Istio: tls.mode DISABLE in the DestinationRule; nginx: grpc_pass grpc://; HAProxy: `proto h2` and no `ssl` on the server line), or serve TLS there",
  },
  {
    code: "upstream-unreachable",
    quote: /refused|\b111\b/i,
    sentence: "The server behind the proxy refuses the connection: nobody listens at that address.",
    remedy:
      "start the server behind the proxy, or correct the address and port that the proxy has for it (a Service's targetPort, a cluster's endpoints)",
  },
  {
    code: "service-unimplemented",
    quote: /pluginregistration\.Registration/,
    sentence:
      "The kubelet asks the driver's own socket for the registration, because it lies among the sockets of registrars.",
    remedy:
      "let the driver listen at /var/lib/kubelet/plugins/<driver>/csi.sock, and leave /var/lib/kubelet/plugins_registry to node-driver-registrar (--kubelet-registration-path)",
  },
  {
    code: "service-unimplemented",
    around: /\bCRI\b[^\n]{0,200}runtime\.v1/,
    sentence:
      "The container runtime does not serve CRI v1: its cri plugin is off, or it is too old.",
    remedy:
      'take "cri" out of disabled_plugins in /etc/containerd/config.toml and restart containerd, or update it to 1.6 or newer',
  },
];
