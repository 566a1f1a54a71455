package prove

import "encoding/hex"

// Request is the parameter of the method prove.
type Request struct {
	Target     Target  `json:"target"`
	TLS        TLS     `json:"tls"`
	DeadlineMs float64 `json:"deadlineMs"`
	KeepOpen   bool    `json:"keepOpen"`
	Steps      []Step  `json:"steps"`
}

// Target is an address, a plugin, one that runs already or a session; the fields of the other kinds are empty.
type Target struct {
	Kind string `json:"kind"`

	Network string `json:"network"`
	Address string `json:"address"`
	// KeepaliveMs is how long an address's connection may be silent, while it has calls, before it is pinged; 0 for ever.
	KeepaliveMs float64 `json:"keepaliveMs"`

	Argv        []string          `json:"argv"`
	Environment map[string]string `json:"environment"`
	// ProtocolVersion is that of the plugin's application; nil for the contract's own.
	ProtocolVersion *uint   `json:"protocolVersion"`
	Host            Host    `json:"host"`
	StartTimeoutMs  float64 `json:"startTimeoutMs"`

	Pid int `json:"pid"`

	ID string `json:"id"`
}

// Host is what an application asks of a plugin's host; what is absent is as go-plugin has it.
type Host struct {
	ProtocolVersions []int    `json:"protocolVersions"`
	Multiplex        bool     `json:"multiplex"`
	Sockets          *Sockets `json:"sockets"`
	SHA256           hexBytes `json:"sha256"`
	// Output asks for what the plugin's application writes.
	Output bool `json:"output"`
}

// Sockets is where unix sockets are made, and the group that may use them; empty: no other than the user.
type Sockets struct {
	Folder string `json:"folder"`
	Group  string `json:"group"`
}

type hexBytes []byte

func (b *hexBytes) UnmarshalText(text []byte) (err error) {
	*b, err = hex.DecodeString(string(text))
	return err
}

// TLS is how to dial; CA, Certificate and Key are names of PEM files.
type TLS struct {
	Mode        string `json:"mode"`
	CA          string `json:"ca"`
	ServerName  string `json:"serverName"`
	Certificate string `json:"certificate"`
	Key         string `json:"key"`
	KeyType     string `json:"keyType"`
}

// Step is a list of calls that are made at once.
type Step struct {
	Name  string `json:"name"`
	Calls []Call `json:"calls"`
}

// Call is one call; fields that its kind has not are nil.
type Call struct {
	Call       string   `json:"call"`
	ContinueOn []string `json:"continueOn"`

	Key     *string `json:"key"`
	Value   *Value  `json:"value"`
	Service *string `json:"service"`
	Path    *string `json:"path"`
	Nonce   []byte  `json:"nonce"`
	AfterMs float64 `json:"afterMs"`

	RPC
}

// RPC is what only the call rpc has.
type RPC struct {
	// Kind is unary, client-stream, server-stream or bidi.
	Kind     string          `json:"kind"`
	Requests []Value         `json:"requests"`
	Metadata []MetadataEntry `json:"metadata"`
	// DeadlineMs is the call's own; nil for none.
	DeadlineMs   *float64 `json:"deadlineMs"`
	SendEveryMs  float64  `json:"sendEveryMs"`
	HalfClose    bool     `json:"halfClose"`
	Compression  *string  `json:"compression"`
	WaitForReady bool     `json:"waitForReady"`
	BeginAfterMs float64  `json:"beginAfterMs"`
	Cancel       *Cancel  `json:"cancel"`
}

// MetadataEntry is one value of metadata.
type MetadataEntry struct {
	Name  string `json:"name"`
	Value []byte `json:"value"`
}

// Cancel says when a call is cancelled; one of its fields is not nil.
type Cancel struct {
	AfterMs       *float64 `json:"afterMs"`
	AfterMessages *int     `json:"afterMessages"`
}

// Value is bytes, written out or as a pattern.
type Value struct {
	Base64  []byte   `json:"base64"`
	Pattern *Pattern `json:"pattern"`
}

// Pattern has Size bytes, of which number i is (First + i) mod 256.
type Pattern struct {
	Size  int `json:"size"`
	First int `json:"first"`
}

// isOne tells whether exactly one of the two forms is given.
func (v *Value) isOne() bool {
	return v != nil && (v.Base64 == nil) != (v.Pattern == nil)
}

func (v *Value) bytes() []byte {
	if v.Pattern == nil {
		return v.Base64
	}
	bytes := make([]byte, v.Pattern.Size)
	for i := range bytes {
		bytes[i] = byte(v.Pattern.First + i)
	}
	return bytes
}
