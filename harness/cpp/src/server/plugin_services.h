#pragma once
#include "go_plugin.grpc.pb.h"
#include "server/ending.h"

namespace kv_harness {

class Controller final : public plugin::GRPCController::Service {
 public:
  explicit Controller(Ending& ending) : ending_(ending) {}

 private:
  grpc::Status Shutdown(grpc::ServerContext*, const plugin::Empty*, plugin::Empty*) override;

  Ending& ending_;
};

// Standard output has go-plugin's line alone, so that the stream says nothing and stays open,
// without a thread of its own.
class Stdio final : public plugin::GRPCStdio::CallbackService {
  grpc::ServerWriteReactor<plugin::StdioData>* StreamStdio(grpc::CallbackServerContext*,
                                                           const google::protobuf::Empty*) override;
};

}  // namespace kv_harness
