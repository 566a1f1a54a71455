package main

// mostNamed bounds a message: a fork bomb leaves thousands of processes.
const mostNamed = 100

// process is one that a program left running.
type process struct {
	PID     int    `json:"pid"`
	Command string `json:"command"`
}

// hello is the first message on the socket.
type hello struct {
	Type  string `json:"type"`
	Token string `json:"token"`
	PID   int    `json:"pid"`
	// ClientCertificate is PLUGIN_CLIENT_CERT as the host set it.
	ClientCertificate *string `json:"clientCertificate"`
	// Environment has every variable whose name begins with PLUGIN_.
	Environment map[string]string `json:"environment"`
}

type started struct {
	Type string `json:"type"`
	PID  int    `json:"pid"`
}

type notStarted struct {
	Type   string           `json:"type"`
	Error  string           `json:"error"`
	Reason notStartedReason `json:"reason"`
}

// line is a plugin's first line: Text, or Base64 where it is no UTF-8.
type line struct {
	Type   string  `json:"type"`
	Text   *string `json:"text,omitempty"`
	Base64 []byte  `json:"base64,omitempty"`
	// Complete is false for what was printed without a newline: before the end, or in 64 KiB.
	Complete bool `json:"complete"`
}

// chunk is recorded output, of type stdout or stderr; encoding/json writes bytes in base64.
type chunk struct {
	Type   string `json:"type"`
	Base64 []byte `json:"base64"`
}

// exit tells how a program ended: exactly one of Code and Signal is set.
type exit struct {
	Type   string  `json:"type"`
	Code   *int    `json:"code"`
	Signal *string `json:"signal"`
	// Left are the processes that outlived the program and were killed, Remaining those that could not be ended;
	// at most mostNamed of each.
	Left      []process `json:"left"`
	Remaining []process `json:"remaining"`
	// CPUMs is user and system time of the program and of the children that it waited for.
	CPUMs float64 `json:"cpuMs"`
	// status is the exit code of a launcher that speaks for its program.
	status int
}

// pluginExit is the exit of a plugin.
type pluginExit struct {
	exit
	// The bytes that the plugin printed, recorded or not.
	StdoutBytes int64 `json:"stdoutBytes"`
	StderrBytes int64 `json:"stderrBytes"`
	// Reason is why the launcher ended the plugin, null if it ended by itself or on an order.
	Reason *string `json:"reason"`
}

// swept tells which processes a sweep ended, and which it could not end; at most mostNamed of each.
type swept struct {
	Type      string    `json:"type"`
	Left      []process `json:"left"`
	Remaining []process `json:"remaining"`
}
