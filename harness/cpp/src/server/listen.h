#pragma once
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>

#include <memory>
#include <optional>
#include <vector>

#include "server/configuration.h"
#include "tls.h"

namespace kv_harness {

// What a listener serves with.
struct Security {
  std::shared_ptr<grpc::ServerCredentials> credentials;
  // Of a plugin whose host speaks AutoMTLS.
  std::optional<AutoMtls> auto_mtls;
};

// Reads the listener's files, and PLUGIN_CLIENT_CERT. Throws Invalid for what cannot be read.
Security security_of(const Listener& listener);

// Starts a server on every listener, and puts the chosen ports into their addresses. Throws
// Invalid, which names the listener, if one cannot be opened.
std::unique_ptr<grpc::Server> listen(std::vector<Listener>& listeners,
                                     const std::vector<Security>& securities,
                                     const std::vector<grpc::Service*>& services);

}  // namespace kv_harness
