package prove

import (
	"context"

	"google.golang.org/grpc"

	brokerpb "handshakematrix/harness/go/gen/brokerproof"
)

// callBack is the service that the host serves on a brokered connection.
type callBack struct {
	brokerpb.UnimplementedCallBackServer
}

func (callBack) Echo(_ context.Context, request *brokerpb.EchoRequest) (*brokerpb.EchoResponse, error) {
	return &brokerpb.EchoResponse{Nonce: request.GetNonce()}, nil
}

// broker serves CallBack on a new id of go-plugin's broker for as long as the plugin's call takes.
func (s *session) broker(ctx context.Context, call Call) CallReport {
	broker := s.plugin.Connection.Broker
	id := broker.NextId()
	serving := make(chan *grpc.Server, 1)
	go broker.AcceptAndServe(id, func(options []grpc.ServerOption) *grpc.Server {
		server := grpc.NewServer(options...)
		brokerpb.RegisterCallBackServer(server, callBack{})
		serving <- server
		return server
	})
	request := &brokerpb.CallHostRequest{BrokerId: id, Nonce: call.Nonce}
	response, err := brokerpb.NewBrokerProofClient(s.channel).CallHost(ctx, request)
	select {
	case server := <-serving:
		server.Stop()
	default:
		// Nothing was ever served: the broker's stream to the plugin is down.
	}
	report := reportOf(err)
	if err == nil {
		report.Value = digest(response.GetEchoed())
	}
	return report
}
