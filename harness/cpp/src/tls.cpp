#include "tls.h"

#include <grpcpp/security/tls_credentials_options.h>

#include <vector>

#include "key_log.h"

namespace kv_harness {
namespace {

using grpc::experimental::IdentityKeyCertPair;
using grpc::experimental::StaticDataCertificateProvider;

std::vector<IdentityKeyCertPair> pairs(const Identity& identity) {
  return {{.private_key = identity.key, .certificate_chain = identity.certificates}};
}

void log_keys(grpc::experimental::TlsCredentialsOptions& options) {
  if (const auto path = key_log()) options.set_tls_session_key_log_file_path(*path);
}

}  // namespace

std::shared_ptr<grpc::ServerCredentials> server_credentials(
    const Identity& identity, const std::optional<std::string>& client_roots) {
  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<StaticDataCertificateProvider>(client_roots.value_or(""), pairs(identity)));
  options.watch_identity_key_cert_pairs();
  if (client_roots) {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  log_keys(options);
  return grpc::experimental::TlsServerCredentials(options);
}

std::shared_ptr<grpc::ChannelCredentials> client_credentials(
    const std::string& roots, const std::optional<Identity>& identity) {
  grpc::experimental::TlsChannelCredentialsOptions options;
  if (identity) {
    options.set_certificate_provider(
        std::make_shared<StaticDataCertificateProvider>(roots, pairs(*identity)));
    options.watch_identity_key_cert_pairs();
  } else {
    options.set_certificate_provider(std::make_shared<StaticDataCertificateProvider>(roots));
  }
  options.watch_root_certs();
  log_keys(options);
  return grpc::experimental::TlsCredentials(options);
}

}  // namespace kv_harness
