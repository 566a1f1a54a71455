import { alertRows } from "./alert-rows.ts";
import { appleRows } from "./apple.ts";
import { bearsslRows } from "./bearssl.ts";
import { boringsslRows } from "./boringssl.ts";
import { botanRows } from "./botan.ts";
import { bunRows } from "./bun.ts";
import { callCredentialRows } from "./call-credentials.ts";
import { certificateWordRows } from "./certificate-words.ts";
import { chromiumRows } from "./chromium.ts";
import { connectRows } from "./connect.ts";
import { connectCallRows } from "./connect-calls.ts";
import { containerEndRows } from "./container-ends.ts";
import { credentialFileRows } from "./credential-files.ts";
import { curlRows } from "./curl.ts";
import { dartRows } from "./dart.ts";
import { dotnetRows } from "./dotnet.ts";
import { elixirRows } from "./elixir.ts";
import { envoyRows } from "./envoy.ts";
import { envoyDetailRows } from "./envoy-details.ts";
import { envoyFlagRows } from "./envoy-flags.ts";
import { erlangRows } from "./erlang.ts";
import { errnoNumberRows } from "./errno-numbers.ts";
import { errnoWordRows } from "./errno-words.ts";
import { gatewayRows } from "./gateways.ts";
import { glibTlsRows } from "./glib-tls.ts";
import { gnutlsRows } from "./gnutls.ts";
import { goNetRows } from "./go-net.ts";
import { goPluginRows } from "./go-plugin.ts";
import { goProgramRows } from "./go-programs.ts";
import { goTlsRows } from "./go-tls.ts";
import { googleApiRows } from "./google-api.ts";
import { grpcClientRows } from "./grpc-clients.ts";
import { grpcCoreRows } from "./grpc-core.ts";
import { grpcCoreCallRows } from "./grpc-core-calls.ts";
import { grpcCoreHttp2Rows } from "./grpc-core-http2.ts";
import { grpcCoreTlsRows } from "./grpc-core-tls.ts";
import { grpcDotnetCallRows } from "./grpc-dotnet-calls.ts";
import { grpcGoRows } from "./grpc-go.ts";
import { grpcGoCallRows } from "./grpc-go-calls.ts";
import { grpcGoClientRows } from "./grpc-go-client.ts";
import { grpcGoServerRows } from "./grpc-go-server.ts";
import { grpcJavaRows } from "./grpc-java.ts";
import { grpcJavaCallRows } from "./grpc-java-calls.ts";
import { grpcJsRows } from "./grpc-js.ts";
import { grpcJsCallRows } from "./grpc-js-calls.ts";
import { grpcRubyRows } from "./grpc-ruby.ts";
import { grpcSwiftRows } from "./grpc-swift.ts";
import { h2Rows } from "./h2.ts";
import { haproxyRows } from "./haproxy.ts";
import { haproxyStateRows } from "./haproxy-states.ts";
import { haskellGrpcRows } from "./haskell-grpc.ts";
import { haskellTlsRows } from "./haskell-tls.ts";
import { hostingRows } from "./hosting.ts";
import { httpdRows } from "./httpd.ts";
import { javaRows } from "./java.ts";
import { javaCertpathRows } from "./java-certpath.ts";
import { kestrelRows } from "./kestrel.ts";
import { ktorRows } from "./ktor.ts";
import { libresslRows } from "./libressl.ts";
import { mbedtlsRows } from "./mbedtls.ts";
import { meshCredentialRows } from "./mesh-credentials.ts";
import { meshRows } from "./meshes.ts";
import { nettyRows } from "./netty.ts";
import { nginxRows } from "./nginx.ts";
import { nioSslRows } from "./nio-ssl.ts";
import { nodeRows } from "./node.ts";
import { nodeHttp2Rows } from "./node-http2.ts";
import { nssRows } from "./nss.ts";
import { ocamlTlsRows } from "./ocaml-tls.ts";
import { opensslRows } from "./openssl.ts";
import { opensslFrameRows } from "./openssl-frames.ts";
import { osRows } from "./os.ts";
import { otherLanguageRows } from "./other-languages.ts";
import { otherProxyRows } from "./other-proxies.ts";
import { otherServerRows } from "./other-servers.ts";
import { packetListRows } from "./packet-list.ts";
import { phpRows } from "./php.ts";
import { pythonRows } from "./python.ts";
import { qtRows } from "./qt.ts";
import { requestFaultRows } from "./request-faults.ts";
import { resolverRows } from "./resolvers.ts";
import type { Row } from "./row.ts";
import { runtimeEndRows } from "./runtime-ends.ts";
import { runtimeMemoryRows } from "./runtime-memory.ts";
import { rustlsRows } from "./rustls.ts";
import { rustlsCertificateRows } from "./rustls-certificates.ts";
import { s2nRows } from "./s2n.ts";
import { schannelRows } from "./schannel.ts";
import { shellRows } from "./shells.ts";
import { socatRows } from "./socat.ts";
import { spiffeRows } from "./spiffe.ts";
import { statusFieldRows } from "./status-fields.ts";
import { tonicRows } from "./tonic.ts";
import { tonicCallRows } from "./tonic-calls.ts";
import { unityTlsRows } from "./unity-tls.ts";
import { wgetRows } from "./wget.ts";
import { wolfsslRows } from "./wolfssl.ts";
import { x509GoRows } from "./x509-go.ts";
import { zigTlsRows } from "./zig-tls.ts";

/** Every text known. Of two rows that match the same span, the earlier one counts. */
export const textTable: readonly Row[] = [
  ...goPluginRows,
  ...goTlsRows,
  ...goProgramRows,
  ...goNetRows,
  ...x509GoRows,
  ...grpcGoRows,
  ...grpcGoCallRows,
  ...grpcGoClientRows,
  ...requestFaultRows,
  ...grpcGoServerRows,
  ...grpcCoreRows,
  ...grpcCoreTlsRows,
  ...grpcCoreHttp2Rows,
  ...grpcCoreCallRows,
  ...grpcRubyRows,
  ...pythonRows,
  ...connectRows,
  ...connectCallRows,
  ...grpcJsRows,
  ...grpcJsCallRows,
  ...nodeRows,
  ...nodeHttp2Rows,
  ...rustlsRows,
  ...rustlsCertificateRows,
  ...tonicRows,
  ...tonicCallRows,
  ...h2Rows,
  ...grpcJavaRows,
  ...grpcJavaCallRows,
  ...javaRows,
  ...javaCertpathRows,
  ...ktorRows,
  ...nettyRows,
  ...nginxRows,
  ...haproxyRows,
  ...haproxyStateRows,
  ...envoyRows,
  ...envoyDetailRows,
  ...envoyFlagRows,
  ...httpdRows,
  ...otherProxyRows,
  ...hostingRows,
  ...gatewayRows,
  ...meshRows,
  ...otherServerRows,
  ...socatRows,
  ...packetListRows,
  ...statusFieldRows,
  ...callCredentialRows,
  ...googleApiRows,
  ...grpcClientRows,
  ...curlRows,
  ...dotnetRows,
  ...grpcDotnetCallRows,
  ...kestrelRows,
  ...erlangRows,
  ...elixirRows,
  ...haskellTlsRows,
  ...haskellGrpcRows,
  ...ocamlTlsRows,
  ...qtRows,
  ...dartRows,
  ...grpcSwiftRows,
  ...appleRows,
  ...schannelRows,
  ...mbedtlsRows,
  ...unityTlsRows,
  ...wolfsslRows,
  ...gnutlsRows,
  ...glibTlsRows,
  ...nssRows,
  ...nioSslRows,
  ...s2nRows,
  ...bearsslRows,
  ...botanRows,
  ...zigTlsRows,
  ...otherLanguageRows,
  ...wgetRows,
  ...bunRows,
  ...chromiumRows,
  ...meshCredentialRows,
  ...spiffeRows,
  ...alertRows,
  ...opensslRows,
  ...opensslFrameRows,
  ...phpRows,
  ...libresslRows,
  ...boringsslRows,
  ...credentialFileRows,
  ...runtimeMemoryRows,
  ...runtimeEndRows,
  ...containerEndRows,
  ...shellRows,
  ...resolverRows,
  ...osRows,
  ...errnoNumberRows,
  ...errnoWordRows,
  ...certificateWordRows,
];
