package prove

import (
	"errors"
	"time"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/grpc/status"
)

// reportOf gives err, which may be nil, gRPC's own status name: NOT_FOUND where grpc-go says NotFound.
func reportOf(err error) CallReport {
	converted := status.Convert(err)
	return CallReport{
		Status:  code.Code(converted.Code()).String(),
		Message: converted.Message(),
		Chain:   causes(err),
	}
}

// causes are the texts of what err wraps, outermost first.
func causes(err error) []string {
	texts := []string{}
	for err != nil {
		if err = errors.Unwrap(err); err != nil {
			texts = append(texts, err.Error())
		}
	}
	return texts
}

func milliseconds(since time.Time) float64 {
	return float64(time.Since(since)) / float64(time.Millisecond)
}
