package kvservice

import (
	"context"
	"io"
	"os"
	"time"

	spb "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	_ "google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	toldpb "handshakematrix/harness/go/gen/told"
)

// Told is the service handshakematrix.v1.Told, which does what the first request of a call says. What
// grpc-go refuses of it ends the call with grpc-go's own error. The zero value is ready.
type Told struct {
	toldpb.UnimplementedToldServer
	// StopServer, if set, has the server stop gracefully, and does not wait for it.
	StopServer func()
	// WritesOutput tells whether go-plugin has taken over the process's output, as it does of a plugin.
	WritesOutput bool
	calls        toldCalls
}

// Unary sends one response, or none with a status other than OK.
func (t *Told) Unary(ctx context.Context, request *toldpb.ToldRequest) (*toldpb.ToldResponse, error) {
	var response *toldpb.ToldResponse
	err := t.answer(answering{
		stream:      unaryStream{ctx: ctx},
		receive:     only(request),
		send:        func(only *toldpb.ToldResponse) error { response = only; return nil },
		oneResponse: true,
	})
	return response, err
}

// ClientStream sends one response, or none with a status other than OK.
func (t *Told) ClientStream(stream grpc.ClientStreamingServer[toldpb.ToldRequest, toldpb.ToldResponse]) error {
	return t.answer(answering{stream: stream, receive: stream.Recv, send: stream.SendAndClose, oneResponse: true})
}

// ServerStream sends a response of each size.
func (t *Told) ServerStream(
	request *toldpb.ToldRequest, stream grpc.ServerStreamingServer[toldpb.ToldResponse],
) error {
	return t.answer(answering{stream: stream, receive: only(request), send: stream.Send})
}

// Bidi sends a response of each size.
func (t *Told) Bidi(stream grpc.BidiStreamingServer[toldpb.ToldRequest, toldpb.ToldResponse]) error {
	return t.answer(answering{stream: stream, receive: stream.Recv, send: stream.Send})
}

// Report returns NOT_FOUND for an id that no call had.
func (t *Told) Report(_ context.Context, request *toldpb.ReportRequest) (*toldpb.Seen, error) {
	call := t.calls.find(request.GetId())
	if call == nil {
		return nil, status.Errorf(codes.NotFound, "no call had the id %q", request.GetId())
	}
	return call.seen(), nil
}

// answering is one call of any kind. receive ends with io.EOF.
type answering struct {
	stream      grpc.ServerStream
	receive     func() (*toldpb.ToldRequest, error)
	send        func(*toldpb.ToldResponse) error
	oneResponse bool
}

func (t *Told) answer(on answering) error {
	call, end := observe(on.stream.Context())
	defer end()
	first, err := call.receive(on.receive)
	if err != nil {
		return err
	}
	// Nil where there is none, and then each of its fields is empty.
	script := first.GetScript()
	if call.id = script.GetId(); call.id != "" {
		t.calls.keep(call)
	}
	if script.GetStopServer() && t.StopServer != nil {
		t.StopServer()
	}
	if err := on.stream.SetHeader(pairs(script.GetInitial())); err != nil {
		return err
	}
	if script.GetHeadersFirst() {
		if err := on.stream.SendHeader(nil); err != nil {
			return err
		}
	}
	if err := on.pause(script.GetDelayMs()); err != nil {
		return err
	}
	for last := first; last != nil && !script.GetEarly(); {
		if last, err = call.receive(on.receive); err != nil {
			return err
		}
	}
	if t.WritesOutput {
		// The variables, which go-plugin has replaced.
		_, _ = os.Stdout.Write(script.GetStdout())
		_, _ = os.Stderr.Write(script.GetStderr())
	}
	if err := on.respond(script); err != nil {
		return err
	}
	on.stream.SetTrailer(pairs(script.GetTrailing()))
	return on.status(script)
}

func (on answering) respond(script *toldpb.Script) error {
	sizes := script.GetSizes()
	switch {
	case on.oneResponse && script.GetCode() != 0:
		return nil
	case on.oneResponse:
		sizes = append(sizes, 0)[:1]
	}
	if script.GetGzip() {
		if err := grpc.SetSendCompressor(on.stream.Context(), "gzip"); err != nil {
			return err
		}
	}
	for at, size := range sizes {
		if at > 0 {
			if err := on.pause(script.GetEachMs()); err != nil {
				return err
			}
		}
		payload := make([]byte, size)
		for i := range payload {
			payload[i] = byte(i)
		}
		if err := on.send(&toldpb.ToldResponse{Payload: payload}); err != nil {
			return err
		}
	}
	return nil
}

// pause returns early, with the call's status, where the call is cancelled.
func (on answering) pause(milliseconds uint32) error {
	ctx := on.stream.Context()
	select {
	case <-time.After(time.Duration(milliseconds) * time.Millisecond):
		return nil
	case <-ctx.Done():
		return status.FromContextError(ctx.Err()).Err()
	}
}

// status gives the details to grpc-go as it has them itself where they say the same as the script;
// others it does not make, and they go as the trailing metadata that they are.
func (on answering) status(script *toldpb.Script) error {
	message := script.GetMessage()
	if script.GetLoneSurrogate() {
		// A text of Go is any bytes.
		message += "\xed\xa0\x80"
	}
	var details spb.Status
	bytes := script.GetDetails()
	if proto.Unmarshal(bytes, &details) == nil &&
		details.GetCode() == script.GetCode() && details.GetMessage() == message {
		return status.FromProto(&details).Err()
	}
	if len(bytes) > 0 {
		on.stream.SetTrailer(metadata.Pairs("grpc-status-details-bin", string(bytes)))
	}
	return status.New(codes.Code(script.GetCode()), message).Err()
}

func pairs(headers []*toldpb.Header) metadata.MD {
	md := metadata.MD{}
	for _, header := range headers {
		md.Append(header.GetName(), string(header.GetValue()))
	}
	return md
}

// only receives the one request of a call, and then its end.
func only(request *toldpb.ToldRequest) func() (*toldpb.ToldRequest, error) {
	return func() (received *toldpb.ToldRequest, err error) {
		if received, request = request, nil; received == nil {
			err = io.EOF
		}
		return received, err
	}
}

// unaryStream is what a unary call has of a stream: no messages.
type unaryStream struct {
	grpc.ServerStream
	ctx context.Context
}

func (s unaryStream) Context() context.Context        { return s.ctx }
func (s unaryStream) SetHeader(md metadata.MD) error  { return grpc.SetHeader(s.ctx, md) }
func (s unaryStream) SendHeader(md metadata.MD) error { return grpc.SendHeader(s.ctx, md) }

// SetTrailer fails only outside of a call.
func (s unaryStream) SetTrailer(md metadata.MD) { _ = grpc.SetTrailer(s.ctx, md) }
