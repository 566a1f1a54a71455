package prove

// refusal is why crypto/tls does not take the client's own certificate or key; nothing was dialled.
type refusal struct{ cause error }

func (r *refusal) Error() string { return r.cause.Error() }

func (r *refusal) Unwrap() error { return r.cause }

// report is as if the calls of the first step had failed to connect.
func (r *refusal) report(steps []Step) *Observed {
	answer := &Observed{Kind: "observed", Steps: []StepReport{}}
	if len(steps) == 0 {
		return answer
	}
	step := StepReport{Name: steps[0].Name, Calls: []CallReport{}}
	for range steps[0].Calls {
		step.Calls = append(step.Calls, CallReport{
			Status:  "UNAVAILABLE",
			Message: r.Error(),
			Chain:   causes(r.cause),
		})
	}
	answer.Steps = append(answer.Steps, step)
	return answer
}
