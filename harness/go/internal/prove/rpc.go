package prove

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"maps"
	"slices"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	_ "google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// longestEncoded is up to how many bytes a response is reported whole.
const longestEncoded = 4096

// rpc makes a call of any kind. Its deadline is its own; at that of ctx it is cancelled.
func (s *session) rpc(ctx context.Context, call Call, seen *observation) CallReport {
	time.Sleep(duration(call.BeginAfterMs))
	begun := time.Now()
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	if call.Cancel != nil && call.Cancel.AfterMs != nil {
		defer time.AfterFunc(duration(*call.Cancel.AfterMs), cancel).Stop()
	}
	if call.DeadlineMs != nil {
		var end context.CancelFunc
		own, end = context.WithTimeout(own, duration(*call.DeadlineMs))
		defer end()
	}
	for _, entry := range call.Metadata {
		own = metadata.AppendToOutgoingContext(own, entry.Name, string(entry.Value))
	}
	made := rpcCall{Call: call, channel: s.channel, cancel: cancel}
	err := made.make(own)
	elapsed := milliseconds(begun)
	seen.meet(made.peer)
	report := made.report(err)
	report.RPC.ElapsedMs = elapsed
	return report
}

// rpcCall is a call with what the library gives of it.
type rpcCall struct {
	Call
	channel *grpc.ClientConn
	cancel  context.CancelFunc

	responses        [][]byte
	initial, trailer metadata.MD
	peer             peer.Peer
}

func (c *rpcCall) options() []grpc.CallOption {
	options := []grpc.CallOption{
		grpc.ForceCodec(rawCodec{}), grpc.WaitForReady(c.WaitForReady),
		grpc.Header(&c.initial), grpc.Trailer(&c.trailer), grpc.Peer(&c.peer),
	}
	if c.Compression != nil {
		options = append(options, grpc.UseCompressor(*c.Compression))
	}
	return options
}

// make tells grpc-go of a unary call what its own Invoke does.
func (c *rpcCall) make(ctx context.Context) error {
	description := &grpc.StreamDesc{
		ClientStreams: c.Kind == "client-stream" || c.Kind == "bidi",
		ServerStreams: c.Kind == "server-stream" || c.Kind == "bidi",
	}
	stream, err := c.channel.NewStream(ctx, description, *c.Path, c.options()...)
	if status.Code(err) == codes.Internal {
		// Made here: the call was not begun, for what it was given.
		return errors.New(err.Error())
	}
	if err != nil {
		return err
	}
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		c.send(stream)
	}()
	err = c.receive(stream, description.ServerStreams)
	c.cancel()
	<-sent
	return err
}

// send ends with the call: an error of SendMsg says no more than that it ended, and receive has its status.
func (c *rpcCall) send(stream grpc.ClientStream) {
	for at, request := range c.Requests {
		if at > 0 {
			select {
			case <-time.After(duration(c.SendEveryMs)):
			case <-stream.Context().Done():
				return
			}
		}
		if stream.SendMsg(request.bytes()) != nil {
			return
		}
	}
	if c.HalfClose {
		_ = stream.CloseSend()
	}
}

func (c *rpcCall) receive(stream grpc.ClientStream, many bool) error {
	for {
		if c.Cancel != nil && c.Cancel.AfterMessages != nil && len(c.responses) == *c.Cancel.AfterMessages {
			c.cancel()
		}
		var response []byte
		err := stream.RecvMsg(&response)
		if many && errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		c.responses = append(c.responses, response)
		if !many {
			return nil
		}
	}
}

func (c *rpcCall) report(err error) CallReport {
	report := reportOf(err)
	converted, has := status.FromError(err)
	if !has {
		report.Status = "none"
	}
	report.RPC = &RPCReport{
		Messages: []MessageReport{}, Initial: entries(c.initial), Trailing: entries(c.trailer),
	}
	for _, response := range c.responses {
		message := MessageReport{ValueReport: *digest(response)}
		if len(response) <= longestEncoded {
			encoded := base64.StdEncoding.EncodeToString(response)
			message.Base64 = &encoded
		}
		report.RPC.Messages = append(report.RPC.Messages, message)
	}
	if has && len(converted.Proto().GetDetails()) > 0 {
		report.RPC.Details, _ = proto.Marshal(converted.Proto())
	}
	return report
}

// entries are sorted by name: grpc-go has no other order.
func entries(md metadata.MD) []MetadataEntry {
	all := []MetadataEntry{}
	for _, name := range slices.Sorted(maps.Keys(md)) {
		for _, value := range md[name] {
			all = append(all, MetadataEntry{Name: name, Value: []byte(value)})
		}
	}
	return all
}
