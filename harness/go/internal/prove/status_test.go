package prove

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func TestReportOf(t *testing.T) {
	tests := []struct {
		err  error
		want CallReport
	}{
		{nil, CallReport{Status: "OK", Chain: []string{}}},
		{status.Error(codes.NotFound, "none"), CallReport{Status: "NOT_FOUND", Message: "none", Chain: []string{}}},
		{status.Error(codes.Canceled, "c"), CallReport{Status: "CANCELLED", Message: "c", Chain: []string{}}},
		{status.Error(17, "n"), CallReport{Status: "17", Message: "n", Chain: []string{}}},
		{status.Error(1<<32-1, "n"), CallReport{Status: "4294967295", Message: "n", Chain: []string{}}},
		{
			fmt.Errorf("outer: %w", errors.New("inner")),
			CallReport{Status: "UNKNOWN", Message: "outer: inner", Chain: []string{"inner"}},
		},
	}
	for _, test := range tests {
		if got := reportOf(test.err); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%v: got %+v, want %+v", test.err, got, test.want)
		}
	}
}
