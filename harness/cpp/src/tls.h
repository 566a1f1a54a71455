#pragma once
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include <memory>
#include <optional>
#include <string>

#include "identity.h"

namespace kv_harness {

// What one side of AutoMTLS shows, and the one certificate (PEM) that the other side has.
struct AutoMtls {
  Identity own;
  std::string peer_certificate;
};

// The credentials are those of gRPC's experimental TLS API: unlike SslCredentials they write a key
// log.

// A server that shows `identity`, and with `client_roots` (PEM) demands a client certificate that
// these verify.
std::shared_ptr<grpc::ServerCredentials> server_credentials(
    const Identity& identity, const std::optional<std::string>& client_roots);

// A client that trusts `roots` (PEM) alone, and shows `identity` if it has one.
std::shared_ptr<grpc::ChannelCredentials> client_credentials(
    const std::string& roots, const std::optional<Identity>& identity);

}  // namespace kv_harness
