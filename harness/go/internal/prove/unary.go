package prove

import (
	"context"

	"google.golang.org/grpc"
)

// unary calls a method of a service that has no description here.
func (s *session) unary(ctx context.Context, call Call, seen *observation) CallReport {
	var response []byte
	err := watched(seen, func(options ...grpc.CallOption) error {
		options = append(options, grpc.ForceCodec(rawCodec{}))
		return s.channel.Invoke(ctx, *call.Path, call.Value.bytes(), &response, options...)
	})
	report := reportOf(err)
	if err == nil {
		report.Value = digest(response)
	}
	return report
}

// rawCodec takes messages as bytes and gives them to a *[]byte.
type rawCodec struct{}

func (rawCodec) Marshal(message any) ([]byte, error) { return message.([]byte), nil }

func (rawCodec) Unmarshal(data []byte, message any) error {
	*message.(*[]byte) = data
	return nil
}

func (rawCodec) Name() string { return "proto" }
