package kvservice

import (
	"context"

	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	brokerpb "handshakematrix/harness/go/gen/brokerproof"
)

type brokerProof struct {
	brokerpb.UnimplementedBrokerProofServer
	broker *goplugin.GRPCBroker
}

// CallHost is UNAVAILABLE where the broker has no connection for the id within go-plugin's five
// seconds; otherwise the status is that of the host's Echo.
func (s *brokerProof) CallHost(
	ctx context.Context, request *brokerpb.CallHostRequest,
) (*brokerpb.CallHostResponse, error) {
	conn, err := s.broker.Dial(request.GetBrokerId())
	if err != nil {
		return nil, status.Errorf(codes.Unavailable, "broker id %d: %v", request.GetBrokerId(), err)
	}
	defer conn.Close()
	echo, err := brokerpb.NewCallBackClient(conn).Echo(ctx, &brokerpb.EchoRequest{Nonce: request.GetNonce()})
	if err != nil {
		return nil, err
	}
	return &brokerpb.CallHostResponse{Echoed: echo.GetNonce()}, nil
}
