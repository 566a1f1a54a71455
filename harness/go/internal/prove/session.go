package prove

import (
	"context"
	"encoding/hex"
	"slices"
	"sync"
	"time"

	"google.golang.org/grpc"

	"handshakematrix/harness/go/internal/host"
)

// session is a channel that nobody else has a part of, and the plugin behind it, if there is one.
type session struct {
	channel *grpc.ClientConn
	plugin  *host.Plugin
	// reportsOutput tells whether the plugin's output was asked for.
	reportsOutput bool
}

func (s *session) output() *OutputReport {
	if !s.reportsOutput {
		return nil
	}
	return &OutputReport{Stdout: written(s.plugin.Stdout), Stderr: written(s.plugin.Stderr)}
}

func written(output *host.Output) ValueReport {
	size, sum := output.Digest()
	return ValueReport{Size: size, SHA256: hex.EncodeToString(sum)}
}

func (s *session) close() {
	if s.plugin != nil {
		s.plugin.End()
		return
	}
	_ = s.channel.Close()
}

// run makes the steps one after the other, up to the one with a call that ends in a status on which
// the request does not go on.
func (s *session) run(ctx context.Context, steps []Step, seen *observation) []StepReport {
	reports := []StepReport{}
	for _, step := range steps {
		report := s.step(ctx, step, seen)
		reports = append(reports, report)
		for at, call := range step.Calls {
			if !slices.Contains(call.ContinueOn, report.Calls[at].Status) {
				return reports
			}
		}
	}
	return reports
}

// step makes its calls at once.
func (s *session) step(ctx context.Context, step Step, seen *observation) StepReport {
	begun := time.Now()
	calls := make([]CallReport, len(step.Calls))
	var group sync.WaitGroup
	for at, call := range step.Calls {
		group.Go(func() { calls[at] = s.make(ctx, call, seen) })
	}
	group.Wait()
	return StepReport{Name: step.Name, ElapsedMs: milliseconds(begun), Calls: calls}
}
