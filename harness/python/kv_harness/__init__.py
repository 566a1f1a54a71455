"""The Python implementation of the harness contract: KV plugin server and client on grpcio."""
