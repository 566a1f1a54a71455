// Package prove makes connections as it is told and reports what came of them; it never judges.
package prove

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"handshakematrix/harness/go/internal/unsupported"
)

// Prover keeps the sessions of one worker. Its methods may be called at once.
type Prover struct {
	// Stock leaves auto-mtls to go-plugin's own AutoMTLS.
	Stock bool

	mu       sync.Mutex
	sessions map[string]*session
	lastID   int
}

// Prove answers one request. An error means that the request makes no sense.
func (p *Prover) Prove(ctx context.Context, request Request) (Answer, error) {
	observed, err := p.prove(ctx, request)
	if cannot := (*unsupported.Error)(nil); errors.As(err, &cannot) {
		return Unsupported{Kind: "unsupported", Reason: cannot.Error()}, nil
	}
	if err != nil {
		return nil, err
	}
	return observed, nil
}

func (p *Prover) prove(ctx context.Context, request Request) (*Observed, error) {
	if err := request.check(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, duration(request.DeadlineMs))
	defer cancel()
	used, start, err := p.open(ctx, request)
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		return refused.report(request.Steps), nil
	}
	if err != nil {
		return nil, err
	}
	answer := &Observed{Kind: "observed", Start: start, Steps: []StepReport{}}
	if used == nil {
		return answer, nil
	}
	var seen observation
	answer.Steps = used.run(ctx, request.Steps, &seen)
	answer.ServerCertificate = seen.serverCertificate
	answer.ClientCertificate = seen.clientCertificate
	answer.Peer = seen.peer
	answer.Output = used.output()
	if request.KeepOpen {
		id := p.keep(used, request.Target.ID)
		answer.Session = &id
	} else {
		used.close()
	}
	return answer, nil
}

// open returns no session, and no error, for a plugin that could not be used.
func (p *Prover) open(ctx context.Context, request Request) (*session, *StartReport, error) {
	switch request.Target.Kind {
	case "plugin":
		return p.start(ctx, request.Target, request.TLS)
	case "attach":
		return p.attach(ctx, request.Target)
	case "session":
		taken, err := p.take(request)
		return taken, nil, err
	default:
		dialled, err := dial(request.Target, request.TLS)
		return dialled, nil, err
	}
}

// take removes a session from those kept: nobody else uses it until it is kept again.
func (p *Prover) take(request Request) (*session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := request.Target.ID
	taken := p.sessions[id]
	if taken == nil {
		return nil, fmt.Errorf("no session %q is open", id)
	}
	if taken.plugin == nil && request.needsPlugin() {
		return nil, fmt.Errorf("session %q has no plugin", id)
	}
	delete(p.sessions, id)
	return taken, nil
}

// keep returns the session's id: the one it had, or a new one.
func (p *Prover) keep(used *session, id string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if id == "" {
		p.lastID++
		id = strconv.Itoa(p.lastID)
	}
	if p.sessions == nil {
		p.sessions = map[string]*session{}
	}
	p.sessions[id] = used
	return id
}

// Close ends every session that is kept.
func (p *Prover) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, kept := range p.sessions {
		kept.close()
		delete(p.sessions, id)
	}
}

func duration(milliseconds float64) time.Duration {
	return time.Duration(milliseconds * float64(time.Millisecond))
}
