#pragma once
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/server.h>

#include <memory>
#include <mutex>
#include <optional>

#include "broker_proof.grpc.pb.h"
#include "go_plugin.grpc.pb.h"
#include "tls.h"

namespace kv_harness {

// Answers a nonce with the nonce.
class CallBack final : public handshakematrix::v1::CallBack::Service {
  grpc::Status Echo(grpc::ServerContext*, const handshakematrix::v1::EchoRequest*,
                    handshakematrix::v1::EchoResponse*) override;
};

// The host's side of go-plugin's broker, over one connection to its plugin.
class HostBroker {
 public:
  HostBroker(std::shared_ptr<grpc::Channel> channel, std::optional<AutoMtls> auto_mtls)
      : channel_(std::move(channel)), auto_mtls_(std::move(auto_mtls)) {}
  ~HostBroker();

  struct Offer {
    std::uint32_t id;
    // Null if no listener could be opened.
    std::unique_ptr<grpc::Server> server;
  };

  // Serves CallBack at an address of its own, which the plugin is told under a new id. If the
  // stream to the plugin is broken it hears of nobody, and its answer says so.
  Offer offer();

 private:
  void tell(const plugin::ConnInfo& told);

  std::shared_ptr<grpc::Channel> channel_;
  std::optional<AutoMtls> auto_mtls_;
  CallBack callback_;
  std::mutex mutex_;
  std::uint32_t last_id_ = 0;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<plugin::ConnInfo, plugin::ConnInfo>> stream_;
};

}  // namespace kv_harness
