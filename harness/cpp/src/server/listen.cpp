#include "server/listen.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server_builder.h>

#include <cstdlib>

#include "channel.h"
#include "refusal.h"

namespace kv_harness {

Security security_of(const Listener& listener) {
  if (listener.mode == "none") return {grpc::InsecureServerCredentials(), std::nullopt};
  if (listener.mode == "auto-mtls") {
    const char* host = std::getenv("PLUGIN_CLIENT_CERT");
    if (!host || !*host) return {grpc::InsecureServerCredentials(), std::nullopt};
    const Identity own = listener.key.empty()
                             ? self_signed()
                             : self_signed(read_file(listener.key), listener.key_type);
    return {server_credentials(own, host), AutoMtls{own, host}};
  }
  const Identity identity{read_file(listener.key), read_file(listener.certificate)};
  check_algorithm(identity.key);
  if (listener.mode == "tls") return {server_credentials(identity, std::nullopt), std::nullopt};
  return {server_credentials(identity, read_file(listener.client_ca)), std::nullopt};
}

std::unique_ptr<grpc::Server> listen(std::vector<Listener>& listeners,
                                     const std::vector<Security>& securities,
                                     const std::vector<grpc::Service*>& services) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  // Otherwise a second server on a taken port would get half of the connections.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::vector<int> ports(listeners.size());
  for (std::size_t i = 0; i < ports.size(); ++i)
    builder.AddListeningPort(target_of(listeners[i].network, listeners[i].address),
                             securities[i].credentials, &ports[i]);
  auto server = builder.BuildAndStart();
  for (std::size_t i = 0; i < ports.size(); ++i) {
    auto& [id, mode, network, address, certificate, key, client_ca, key_type] = listeners[i];
    if (!server || ports[i] == 0)
      throw Invalid("listener " + id + ": address " + address + " could not be opened");
    if (network == "tcp")
      address = address.substr(0, address.rfind(':') + 1) + std::to_string(ports[i]);
  }
  server->GetHealthCheckService()->SetServingStatus("plugin", true);
  return server;
}

}  // namespace kv_harness
