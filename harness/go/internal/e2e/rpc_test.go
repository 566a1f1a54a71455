package e2e

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	spb "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	toldpb "handshakematrix/harness/go/gen/told"
)

type rpcReport struct {
	Messages []struct {
		Size   int
		Base64 []byte
	}
	Initial, Trailing []entry
	Details           []byte
	ElapsedMs         float64
}

type entry struct {
	Name  string
	Value []byte
}

// only are the values of these names, in their order, as one text.
func only(entries []entry, names ...string) string {
	var text string
	for _, each := range entries {
		if slices.Contains(names, each.Name) {
			text += fmt.Sprintf("%s=%q ", each.Name, each.Value)
		}
	}
	return text
}

func serialized(t *testing.T, message proto.Message) []byte {
	t.Helper()
	bytes, err := proto.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

// rpc is a call of Told's method of that kind with a script and, of a stream, two requests. fields replace its own.
func rpc(t *testing.T, kind string, script *toldpb.Script, fields object) object {
	t.Helper()
	paths := map[string]string{
		"unary": "Unary", "client-stream": "ClientStream", "server-stream": "ServerStream", "bidi": "Bidi",
	}
	requests := []object{{"base64": serialized(t, &toldpb.ToldRequest{Script: script})}}
	if kind == "client-stream" || kind == "bidi" {
		requests = append(requests, object{"base64": serialized(t, &toldpb.ToldRequest{Payload: []byte{1}})})
	}
	call := object{
		"kind": kind, "path": "/handshakematrix.v1.Told/" + paths[kind], "requests": requests, "metadata": []object{},
		"deadlineMs": nil, "sendEveryMs": 0, "halfClose": true, "compression": nil, "waitForReady": false, "cancel": nil,
	}
	maps.Copy(call, fields)
	return step("rpc", "OK", call)
}

func sizes(report *rpcReport) []int {
	all := []int{}
	for _, message := range report.Messages {
		all = append(all, message.Size)
	}
	return all
}

// told starts a server with Told in the clear, and returns its address.
func told(t *testing.T) string {
	t.Helper()
	_, addresses := standalone(t, listener("none", "none", credential{}))
	return addresses["none"]
}

func ask(asked *worker, address string, steps ...object) observed {
	return asked.prove(object{
		"target": addressTarget("tcp", address), "tls": object{"mode": "none"}, "steps": steps,
	})
}

// seenOf waits for the end of a call that was cancelled, of which the server hears later than the client.
func seenOf(t *testing.T, asked *worker, address, id string) *toldpb.Seen {
	t.Helper()
	path := object{"path": "/handshakematrix.v1.Told/Report"}
	path["requests"] = []object{{"base64": serialized(t, &toldpb.ReportRequest{Id: id})}}
	time.Sleep(300 * time.Millisecond)
	report := ask(asked, address, rpc(t, "unary", nil, path)).Steps[0].Calls[0]
	seen := &toldpb.Seen{}
	if report.Status != "OK" || proto.Unmarshal(report.RPC.Messages[0].Base64, seen) != nil {
		t.Fatalf("no report of %q: %+v", id, report)
	}
	return seen
}

func TestRPCStatuses(t *testing.T) {
	forever := &toldpb.Script{DelayMs: 60_000}
	slow := &toldpb.Script{Sizes: []uint32{1, 2, 3, 4}, EachMs: 200}
	tests := []struct {
		name, kind string
		script     *toldpb.Script
		fields     object
		status     string
		sizes      []int
	}{
		{"unary", "unary", &toldpb.Script{Sizes: []uint32{300, 1}}, nil, "OK", []int{303}},
		{"client-stream", "client-stream", &toldpb.Script{Sizes: []uint32{1, 2}}, nil, "OK", []int{3}},
		{"server-stream", "server-stream", &toldpb.Script{Sizes: []uint32{1, 0, 2}}, nil, "OK", []int{3, 0, 4}},
		{"bidi", "bidi", &toldpb.Script{Sizes: []uint32{1, 2}}, nil, "OK", []int{3, 4}},
		{"no script", "client-stream", nil, nil, "OK", []int{0}},
		{"no request", "bidi", nil, object{"requests": []object{}}, "OK", []int{}},
		{"no response to a failed unary call", "unary", &toldpb.Script{Sizes: []uint32{1}, Code: 5}, nil, "NOT_FOUND", []int{}},
		{"responses before a failure", "bidi", &toldpb.Script{Sizes: []uint32{1}, Code: 5}, nil, "NOT_FOUND", []int{3}},
		{"a number", "unary", &toldpb.Script{Code: 17}, nil, "17", []int{}},
		{"a stream left open", "bidi", &toldpb.Script{Sizes: []uint32{1}, Early: true}, object{"halfClose": false}, "OK", []int{3}},
		{"two responses to a unary call", "unary", &toldpb.Script{Sizes: []uint32{1, 1}},
			object{"path": "/handshakematrix.v1.Told/ServerStream"}, "INTERNAL", []int{}},
		{"nothing served", "unary", nil, object{"path": "/other.Service/Call"}, "UNIMPLEMENTED", []int{}},
		{"metadata refused", "bidi", nil, object{"metadata": []entry{{"bad name", nil}}}, "none", []int{}},
		{"the call's deadline", "unary", forever, object{"deadlineMs": 50}, "DEADLINE_EXCEEDED", []int{}},
		{"cancelled after a time", "bidi", forever, object{"cancel": object{"afterMs": 50}}, "CANCELLED", []int{}},
		{"cancelled after messages", "bidi", slow, object{"cancel": object{"afterMessages": 2}}, "CANCELLED", []int{3, 4}},
	}
	address, asked := told(t), startWorker(t, nil)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			call := ask(asked, address, rpc(t, test.kind, test.script, test.fields)).Steps[0].Calls[0]
			if call.Status != test.status || !slices.Equal(sizes(call.RPC), test.sizes) {
				t.Errorf("got %s with %v, want %s with %v: %s", call.Status, sizes(call.RPC), test.status, test.sizes, call.Message)
			}
		})
	}
}

func TestRPCCancelledAtTheDeadlineOfItsRequest(t *testing.T) {
	forever := rpc(t, "unary", &toldpb.Script{DelayMs: 60_000}, object{"deadlineMs": 60_000})
	answer := startWorker(t, nil).prove(object{
		"target": addressTarget("tcp", told(t)), "tls": object{"mode": "none"}, "deadlineMs": 100, "steps": []object{forever},
	})
	if want := []string{"CANCELLED"}; !slices.Equal(answer.statuses(), want) {
		t.Errorf("got %v", answer.statuses())
	}
}

func TestRPCMetadata(t *testing.T) {
	headers := []*toldpb.Header{
		{Name: "text", Value: []byte("one")}, {Name: "text", Value: []byte("two")}, {Name: "any-bin", Value: []byte{0, 0xff}},
	}
	sent := []entry{{"text", []byte("one")}, {"text", []byte("two")}, {"any-bin", []byte{0, 0xff}}}
	const want = `any-bin="\x00\xff" text="one" text="two" `
	address, asked := told(t), startWorker(t, nil)
	for _, kind := range []string{"unary", "bidi"} {
		for _, code := range []int32{0, 5} {
			t.Run(fmt.Sprint(kind, code), func(t *testing.T) {
				id := fmt.Sprint(kind, code)
				script := &toldpb.Script{Id: id, Initial: headers, Trailing: headers, Code: code}
				report := ask(asked, address, rpc(t, kind, script, object{"metadata": sent})).Steps[0].Calls[0].RPC
				if got := only(report.Initial, "text", "any-bin"); got != want {
					t.Errorf("initial metadata %s", got)
				}
				if got := only(report.Trailing, "text", "any-bin"); got != want {
					t.Errorf("trailing metadata %s", got)
				}
				seen := seenOf(t, asked, address, id)
				var got []entry
				for _, header := range seen.GetMetadata() {
					got = append(got, entry{header.GetName(), header.GetValue()})
				}
				if got := only(got, "text", "any-bin"); got != want || seen.GetAuthority() != address {
					t.Errorf("the server of %q saw %s", seen.GetAuthority(), got)
				}
			})
		}
	}
}

func TestRPCHeadersFirst(t *testing.T) {
	address, asked := told(t), startWorker(t, nil)
	for _, first := range []bool{true, false} {
		for _, kind := range []string{"unary", "bidi"} {
			script := &toldpb.Script{
				Initial: []*toldpb.Header{{Name: "text", Value: []byte("one")}}, HeadersFirst: first, DelayMs: 60_000,
			}
			call := rpc(t, kind, script, object{"cancel": object{"afterMs": 300}})
			initial := ask(asked, address, call).Steps[0].Calls[0].RPC.Initial
			if got := only(initial, "text") != ""; got != first {
				t.Errorf("%s: headers first is %v, and they came: %v", kind, first, got)
			}
		}
	}
}

func TestRPCDetails(t *testing.T) {
	detail, err := anypb.New(wrapperspb.String("detail"))
	if err != nil {
		t.Fatal(err)
	}
	details := serialized(t, &spb.Status{Code: 9, Message: "ü%\n", Details: []*anypb.Any{detail}})
	tests := []struct {
		name, status, message string
		code                  int32
		details, want         []byte
	}{
		{"of the status", "FAILED_PRECONDITION", "ü%\n", 9, details, details},
		{"of another status", "INTERNAL", "grpc-status-details-bin mismatch", 5, details, nil},
		{"that are no google.rpc.Status", "NOT_FOUND", "ü%\n", 5, []byte{0xff}, nil},
		{"none", "NOT_FOUND", "ü%\n", 5, nil, nil},
	}
	address, asked := told(t), startWorker(t, nil)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			script := &toldpb.Script{Code: test.code, Message: "ü%\n", Details: test.details}
			call := ask(asked, address, rpc(t, "unary", script, nil)).Steps[0].Calls[0]
			if call.Status != test.status || !bytes.HasPrefix([]byte(call.Message), []byte(test.message)) {
				t.Errorf("got %s %q", call.Status, call.Message)
			}
			if !bytes.Equal(call.RPC.Details, test.want) {
				t.Errorf("got details %q, want %q", call.RPC.Details, test.want)
			}
		})
	}
}

func TestReport(t *testing.T) {
	const month = 30 * 24 * 3_600_000
	slow := []uint32{1, 1, 1, 1}
	tests := []struct {
		name, kind string
		script     *toldpb.Script
		fields     object
		received   uint32
		timeout    [2]int64
		cancelled  [2]int64
	}{
		{"no deadline", "bidi", &toldpb.Script{}, nil, 2, [2]int64{-1, -1}, [2]int64{-1, -1}},
		{"a month", "unary", &toldpb.Script{}, object{"deadlineMs": month}, 1, [2]int64{month - 60_000, month}, [2]int64{-1, -1}},
		{"early", "bidi", &toldpb.Script{Early: true}, nil, 1, [2]int64{-1, -1}, [2]int64{-1, -1}},
		{"cancelled in a delay", "unary", &toldpb.Script{DelayMs: 60_000}, object{"cancel": object{"afterMs": 100}},
			1, [2]int64{-1, -1}, [2]int64{0, 5000}},
		{"cancelled while it is read", "client-stream", &toldpb.Script{},
			object{"cancel": object{"afterMs": 100}, "halfClose": false}, 2, [2]int64{-1, -1}, [2]int64{0, 5000}},
		{"cancelled between responses", "server-stream", &toldpb.Script{Sizes: slow, EachMs: 10_000},
			object{"cancel": object{"afterMessages": 1}}, 1, [2]int64{-1, -1}, [2]int64{0, 5000}},
		{"past its deadline", "unary", &toldpb.Script{DelayMs: 60_000}, object{"deadlineMs": 200},
			1, [2]int64{0, 200}, [2]int64{0, 5000}},
	}
	address, asked := told(t), startWorker(t, nil)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.script.Id = test.name
			ask(asked, address, rpc(t, test.kind, test.script, test.fields))
			seen := seenOf(t, asked, address, test.name)
			within := func(value int64, bounds [2]int64) bool { return bounds[0] <= value && value <= bounds[1] }
			if seen.GetReceived() != test.received || !within(seen.GetTimeoutMs(), test.timeout) ||
				!within(seen.GetCancelledAfterMs(), test.cancelled) {
				t.Errorf("the server saw %v", seen)
			}
		})
	}
	path := object{
		"path":     "/handshakematrix.v1.Told/Report",
		"requests": []object{{"base64": serialized(t, &toldpb.ReportRequest{Id: "nobody's"})}},
	}
	if got := ask(asked, address, rpc(t, "unary", nil, path)).statuses(); got[0] != "NOT_FOUND" {
		t.Errorf("a report of no call is %v", got)
	}
}

// counting relays connections to address, and counts what goes each way.
func counting(t *testing.T, address string) (relay string, toServer, toClient *atomic.Int64) {
	t.Helper()
	listening, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listening.Close() })
	toServer, toClient = &atomic.Int64{}, &atomic.Int64{}
	copying := func(to, from net.Conn, count *atomic.Int64) {
		defer to.Close()
		_, _ = io.Copy(io.MultiWriter(to, writing(func(p []byte) { count.Add(int64(len(p))) })), from)
	}
	go func() {
		for {
			client, err := listening.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", address)
			if err != nil {
				return
			}
			go copying(server, client, toServer)
			go copying(client, server, toClient)
		}
	}()
	return listening.Addr().String(), toServer, toClient
}

type writing func([]byte)

func (w writing) Write(p []byte) (int, error) { w(p); return len(p), nil }

func TestRPCGzip(t *testing.T) {
	const size = 200_000
	tests := []struct {
		name              string
		compression       any
		gzip              bool
		shortIn, shortOut bool
	}{
		{"neither way", nil, false, false, false},
		{"requests, and grpc-go answers alike", "gzip", false, true, true},
		{"responses", nil, true, false, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			relay, toServer, toClient := counting(t, told(t))
			script := serialized(t, &toldpb.ToldRequest{Script: &toldpb.Script{Sizes: []uint32{size}, Gzip: test.gzip}})
			payload := serialized(t, &toldpb.ToldRequest{Payload: make([]byte, size)})
			requests := []object{{"base64": script}, {"base64": payload}}
			fields := object{"requests": requests, "compression": test.compression}
			answer := ask(startWorker(t, nil), relay, rpc(t, "bidi", nil, fields))
			if got := sizes(answer.Steps[0].Calls[0].RPC); !slices.Equal(got, []int{size + 4}) {
				t.Errorf("got %v of %v", got, answer.statuses())
			}
			if (toServer.Load() < size/4) != test.shortIn || (toClient.Load() < size/4) != test.shortOut {
				t.Errorf("%d bytes went to the server, %d to the client", toServer.Load(), toClient.Load())
			}
		})
	}
}

func TestRPCOfPlugin(t *testing.T) {
	key := newCredentials(t, "p256")["p256"].key
	listener := autoListener("p256", key)
	listener["network"], listener["address"] = "unix", filepath.Join(t.TempDir(), "kv.sock")
	answer := startWorker(t, nil).prove(object{
		"target": pluginTarget(t, listener, server), "tls": autoTLS("p256", key),
		"steps": []object{rpc(t, "bidi", &toldpb.Script{Sizes: []uint32{1, 2}}, nil)},
	})
	if want := []string{"OK"}; !slices.Equal(answer.statuses(), want) || answer.ServerCertificate == nil {
		t.Fatalf("got %v: %+v", answer.statuses(), answer)
	}
	if got := sizes(answer.Steps[0].Calls[0].RPC); !slices.Equal(got, []int{3, 4}) {
		t.Errorf("got %v", got)
	}
}
