"""The same server and client over grpclib, whose TLS is Python's own: OpenSSL."""
