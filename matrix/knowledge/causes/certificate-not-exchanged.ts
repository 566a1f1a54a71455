import type { CauseKnowledge } from "../cause-knowledge.ts";

export const certificateNotExchanged: CauseKnowledge = {
  summary:
    "Under AutoMTLS the plugin's handshake line carries no certificate, or another than the plugin serves.",
  sides: ["client", "server"],
  toBeSure:
    "Field 6 of the handshake line must be base64 of the certificate's DER without padding: `… | cut -d'|' -f6` through `base64 -d` and `openssl x509 -inform der -text` must show what `openssl s_client -connect <address>` is served.",
  clause: "hashicorp/go-plugin docs/internals.md, AutoMTLS; client.go, loadServerCert",
  check: { at: "program", look: "field 6 of the plugin's first line on standard output" },
  fix: {
    any: "a host that does not set PLUGIN_CLIENT_CERT has AutoMTLS off",
    go: "leave it to plugin.Serve; in the host plugin.ClientConfig{AutoMTLS: true}",
    python:
      'base64.b64encode(der).rstrip(b"=") into field 6 when PLUGIN_CLIENT_CERT is set, and grpc.ssl_server_credentials([(key, cert)], root_certificates=os.environ["PLUGIN_CLIENT_CERT"].encode(), require_client_auth=True)',
    node: 'der.toString("base64").replace(/=+$/, "") into field 6, and grpc.ServerCredentials.createSsl(Buffer.from(process.env.PLUGIN_CLIENT_CERT), [{private_key, cert_chain}], true)',
  },
};
