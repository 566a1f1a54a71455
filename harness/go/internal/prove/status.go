package prove

import (
	"errors"
	"strconv"
	"time"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// reportOf gives err, which may be nil, its statusName.
func reportOf(err error) CallReport {
	converted := status.Convert(err)
	return CallReport{
		Status:  statusName(converted.Code()),
		Message: converted.Message(),
		Chain:   causes(err),
	}
}

// statusName is gRPC's own: NOT_FOUND where grpc-go says NotFound; the number of a status without one.
func statusName(of codes.Code) string {
	if name, has := code.Code_name[int32(of)]; has {
		return name
	}
	return strconv.FormatUint(uint64(of), 10)
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
