import type { CauseKnowledge } from "../cause-knowledge.ts";

export const serviceUnimplemented: CauseKnowledge = {
  summary: "The peer speaks gRPC and does not know the method that was called.",
  sides: ["server", "client", "between"],
  toBeSure:
    "`grpcurl <address> list` (reflection), or hold `:path` in handshake.txt against the .proto: package, service and method, letter by letter. Libraries make UNIMPLEMENTED from HTTP 404 too: then it is `http-status-from-intermediary`. It also stands for a compression that is not known.",
  clause: "gRPC status codes: UNIMPLEMENTED (12)",
  check: {
    at: "endpoint",
    look: "the services that the server lists by reflection, and the path that was called",
  },
  fix: {
    any: "build both sides from the same .proto, package included",
    go: "pb.RegisterKVServer(server, impl) before server.Serve",
    python: "add_KVServicer_to_server(servicer, server) before server.start()",
    node: "server.addService(service, handlers)",
    java: "ServerBuilder.addService(impl)",
    rust: "Server::builder().add_service(KvServer::new(impl))",
    dotnet: "app.MapGrpcService<KvService>()",
  },
};
