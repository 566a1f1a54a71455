#pragma once
#include <grpcpp/channel.h>

#include <memory>

#include "client/host_broker.h"
#include "client/plugin_process.h"

namespace kv_harness {

// One channel, and what belongs to it. Members go from the last to the first: the plugin ends last.
struct Session {
  std::unique_ptr<PluginProcess> plugin;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<HostBroker> broker;
};

}  // namespace kv_harness
