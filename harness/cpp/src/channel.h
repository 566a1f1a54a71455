#pragma once
#include <grpcpp/channel.h>
#include <grpcpp/security/credentials.h>

#include <memory>
#include <optional>
#include <string>

namespace kv_harness {

// gRPC's name for an address of `network` (tcp, unix).
std::string target_of(const std::string& network, const std::string& address);

// A channel that shares no connection with another. It verifies `server_name`, where there is one,
// in place of the address.
std::shared_ptr<grpc::Channel> open_channel(
    const std::string& target, const std::shared_ptr<grpc::ChannelCredentials>& credentials,
    const std::optional<std::string>& server_name);

}  // namespace kv_harness
