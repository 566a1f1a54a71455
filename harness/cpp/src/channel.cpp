#include "channel.h"

#include <grpcpp/create_channel.h>

namespace kv_harness {

std::string target_of(const std::string& network, const std::string& address) {
  return network == "unix" ? "unix:" + address : address;
}

std::shared_ptr<grpc::Channel> open_channel(
    const std::string& target, const std::shared_ptr<grpc::ChannelCredentials>& credentials,
    const std::optional<std::string>& server_name) {
  grpc::ChannelArguments arguments;
  // Otherwise the back-off of a failed connection to the same address holds for this one.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  if (server_name) arguments.SetSslTargetNameOverride(*server_name);
  return grpc::CreateCustomChannel(target, credentials, arguments);
}

}  // namespace kv_harness
