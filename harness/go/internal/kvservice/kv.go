package kvservice

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"

	kvpb "handshakematrix/harness/go/gen/kv"
)

// PeerCertificate is the trailing metadata with the DER of the client certificate.
const PeerCertificate = "kv-peer-certificate-bin"

// KV is the service proto.KV.
type KV struct {
	kvpb.UnimplementedKVServer
	Store *Store
}

// Get returns NOT_FOUND for a key that was never put, INVALID_ARGUMENT for an empty one.
func (s *KV) Get(ctx context.Context, request *kvpb.GetRequest) (*kvpb.GetResponse, error) {
	if err := begin(ctx, request.GetKey()); err != nil {
		return nil, err
	}
	value, known := s.Store.Get(request.GetKey())
	if !known {
		return nil, status.Errorf(codes.NotFound, "no value for key %q", request.GetKey())
	}
	return &kvpb.GetResponse{Value: value}, nil
}

// Put returns INVALID_ARGUMENT for an empty key.
func (s *KV) Put(ctx context.Context, request *kvpb.PutRequest) (*kvpb.Empty, error) {
	if err := begin(ctx, request.GetKey()); err != nil {
		return nil, err
	}
	s.Store.Put(request.GetKey(), request.GetValue())
	return &kvpb.Empty{}, nil
}

// begin does what every call owes: the peer's certificate in the trailers, whatever the status, and
// the check of the key.
func begin(ctx context.Context, key string) error {
	if der := authenticated(ctx); der != nil {
		if err := grpc.SetTrailer(ctx, metadata.Pairs(PeerCertificate, string(der))); err != nil {
			return err
		}
	}
	if key == "" {
		return status.Error(codes.InvalidArgument, "the key is empty")
	}
	return nil
}

// authenticated returns the DER of the leaf that crypto/tls verified on this connection, or nil.
func authenticated(ctx context.Context) []byte {
	client, _ := peer.FromContext(ctx)
	info, ok := client.AuthInfo.(credentials.TLSInfo)
	if !ok || len(info.State.VerifiedChains) == 0 {
		return nil
	}
	return info.State.VerifiedChains[0][0].Raw
}
