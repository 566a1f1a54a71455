package prove

import (
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"

	"handshakematrix/harness/go/internal/kvservice"
)

// observation is what the calls of one request showed of the other end.
type observation struct {
	mu                sync.Mutex
	serverCertificate []byte
	clientCertificate []byte
	peer              *string
}

// callObservation collects what one call shows.
type callObservation struct {
	peer    peer.Peer
	trailer metadata.MD
}

func (l *callObservation) options() []grpc.CallOption {
	return []grpc.CallOption{grpc.Peer(&l.peer), grpc.Trailer(&l.trailer)}
}

// add notes what a call showed that ended with err.
func (s *observation) add(seen *callObservation, err error) {
	s.meet(seen.peer)
	s.mu.Lock()
	defer s.mu.Unlock()
	if der := seen.trailer.Get(kvservice.PeerCertificate); len(der) > 0 {
		s.clientCertificate = []byte(der[0])
	} else if err == nil {
		// Only an OK is surely the service's own answer: grpc-go makes other statuses itself, at both ends.
		s.clientCertificate = nil
	}
}

// meet notes the other end, if one was met.
func (s *observation) meet(other peer.Peer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if other.Addr != nil {
		address := other.Addr.String()
		s.peer = &address
	}
	if info, ok := other.AuthInfo.(credentials.TLSInfo); ok {
		s.serverCertificate = info.State.PeerCertificates[0].Raw
	}
}
