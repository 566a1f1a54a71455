package prove

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"

	kvpb "handshakematrix/harness/go/gen/kv"
)

// make makes one call within ctx.
func (s *session) make(ctx context.Context, call Call, seen *observation) CallReport {
	switch call.Call {
	case "put":
		return s.put(ctx, call, seen)
	case "get":
		return s.get(ctx, call, seen)
	case "health":
		return s.health(ctx, call)
	case "unary":
		return s.unary(ctx, call, seen)
	case "rpc":
		return s.rpc(ctx, call, seen)
	case "broker":
		return s.broker(ctx, call)
	default:
		return s.shutdown(ctx, call)
	}
}

func (s *session) put(ctx context.Context, call Call, seen *observation) CallReport {
	request := &kvpb.PutRequest{Key: *call.Key, Value: call.Value.bytes()}
	err := watched(seen, func(options ...grpc.CallOption) error {
		_, err := kvpb.NewKVClient(s.channel).Put(ctx, request, options...)
		return err
	})
	return reportOf(err)
}

func (s *session) get(ctx context.Context, call Call, seen *observation) CallReport {
	var response *kvpb.GetResponse
	err := watched(seen, func(options ...grpc.CallOption) (err error) {
		response, err = kvpb.NewKVClient(s.channel).Get(ctx, &kvpb.GetRequest{Key: *call.Key}, options...)
		return err
	})
	report := reportOf(err)
	if err == nil {
		report.Value = digest(response.GetValue())
	}
	return report
}

func (s *session) health(ctx context.Context, call Call) CallReport {
	request := &grpc_health_v1.HealthCheckRequest{Service: *call.Service}
	response, err := grpc_health_v1.NewHealthClient(s.channel).Check(ctx, request)
	report := reportOf(err)
	if err == nil {
		report.Serving = response.GetStatus().String()
	}
	return report
}

// shutdown reports OK for a plugin that ended, whatever became of the answer.
func (s *session) shutdown(ctx context.Context, call Call) CallReport {
	select {
	case <-time.After(duration(call.AfterMs)):
	case <-ctx.Done():
	}
	begun := time.Now()
	exited, err := s.plugin.Shutdown(ctx)
	if exited {
		err = nil
	}
	report := reportOf(err)
	waited := milliseconds(begun)
	report.Exited, report.WaitedMs = &exited, &waited
	return report
}

func watched(seen *observation, call func(...grpc.CallOption) error) error {
	var look callObservation
	err := call(look.options()...)
	seen.add(&look, err)
	return err
}

func digest(bytes []byte) *ValueReport {
	sum := sha256.Sum256(bytes)
	return &ValueReport{Size: len(bytes), SHA256: hex.EncodeToString(sum[:])}
}
