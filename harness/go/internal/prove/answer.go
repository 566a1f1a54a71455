package prove

// Answer is an Observed or an Unsupported.
type Answer interface{ answer() }

// Unsupported says what this client's stack cannot turn.
type Unsupported struct {
	Kind   string `json:"kind"`
	Reason string `json:"reason"`
}

// Observed is what happened; null is what was not seen.
type Observed struct {
	Kind              string       `json:"kind"`
	Start             *StartReport `json:"start"`
	Steps             []StepReport `json:"steps"`
	ServerCertificate []byte       `json:"serverCertificate"`
	ClientCertificate []byte       `json:"clientCertificate"`
	Peer              *string      `json:"peer"`
	Session           *string      `json:"session"`
	// Output is nil where nobody asked for it.
	Output *OutputReport `json:"output,omitempty"`
}

// OutputReport is what a plugin's application has written so far.
type OutputReport struct {
	Stdout ValueReport `json:"stdout"`
	Stderr ValueReport `json:"stderr"`
}

// StartReport is of a plugin target: its line, or why there is no plugin.
type StartReport struct {
	Line      *string      `json:"line"`
	ElapsedMs float64      `json:"elapsedMs"`
	Error     *ErrorReport `json:"error,omitempty"`
}

// ErrorReport is an error with the texts of its causes, outermost first.
type ErrorReport struct {
	Message string   `json:"message"`
	Chain   []string `json:"chain"`
}

// StepReport is a step that was begun.
type StepReport struct {
	Name      string       `json:"name"`
	ElapsedMs float64      `json:"elapsedMs"`
	Calls     []CallReport `json:"calls"`
}

// CallReport is the answer to one call; the fields after Chain are those of its kind.
type CallReport struct {
	Status  string   `json:"status"`
	Message string   `json:"message"`
	Chain   []string `json:"chain"`

	Value    *ValueReport `json:"value,omitempty"`
	Serving  string       `json:"serving,omitempty"`
	Exited   *bool        `json:"exited,omitempty"`
	WaitedMs *float64     `json:"waitedMs,omitempty"`
	RPC      *RPCReport   `json:"rpc,omitempty"`
}

// RPCReport is what the library gave the application of an rpc.
type RPCReport struct {
	Messages  []MessageReport `json:"messages"`
	Initial   []MetadataEntry `json:"initial"`
	Trailing  []MetadataEntry `json:"trailing"`
	Details   []byte          `json:"details"`
	ElapsedMs float64         `json:"elapsedMs"`
}

// MessageReport is a response; a long one has no Base64.
type MessageReport struct {
	ValueReport
	Base64 *string `json:"base64,omitempty"`
}

// ValueReport stands for bytes that came back.
type ValueReport struct {
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

func (*Observed) answer()   {}
func (Unsupported) answer() {}
