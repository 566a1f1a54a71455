package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// limit is for what ends by itself; nothing here takes a tenth of it.
const limit = 10 * time.Second

// TestMain lets the test binary stand for the launcher.
func TestMain(m *testing.M) {
	if os.Getenv("AS_LAUNCHER") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

type launched struct {
	t       *testing.T
	cmd     *exec.Cmd
	control *os.File
	reader  *bufio.Reader
}

// launch starts the launcher with the other end of its descriptor 3 in the test's hands.
func launch(t *testing.T, args ...string) *launched {
	t.Helper()
	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	theirs, ours := os.NewFile(uintptr(pair[0]), "theirs"), os.NewFile(uintptr(pair[1]), "ours")
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "AS_LAUNCHER=1")
	cmd.ExtraFiles = []*os.File{theirs}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = theirs.Close()
	l := &launched{t: t, cmd: cmd, control: ours, reader: bufio.NewReader(ours)}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _, _ = cmd.Process.Wait(); _ = ours.Close() })
	return l
}

func (l *launched) message() map[string]any {
	l.t.Helper()
	text, err := l.reader.ReadString('\n')
	if err != nil {
		l.t.Fatalf("no message: %v", err)
	}
	var m map[string]any
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		l.t.Fatal(err)
	}
	return m
}

func (l *launched) exitCode() int {
	_ = l.cmd.Wait()
	return l.cmd.ProcessState.ExitCode()
}

func running(pid int) bool {
	_, alive := parentOf(pid)
	return alive
}

func gone(t *testing.T, pid int) {
	t.Helper()
	for end := time.Now().Add(limit); running(pid); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("process %d still runs", pid)
		}
	}
}

func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestGuardSpeaksForItsProgram(t *testing.T) {
	for _, test := range []struct {
		name, command string
		code          any
		signal        any
		own           int
	}{
		{"exit code", "exit 7", 7.0, nil, 7},
		{"success", "exit 0", 0.0, nil, 0},
		{"signal", "kill -SEGV $$", nil, "SIGSEGV", 139},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := launch(t, "guard", "--", "sh", "-c", test.command)
			if m := l.message(); m["type"] != "started" {
				t.Fatalf("first message %v", m)
			}
			m := l.message()
			if m["type"] != "exit" || m["code"] != test.code || m["signal"] != test.signal {
				t.Errorf("exit message %v, want code %v, signal %v", m, test.code, test.signal)
			}
			if code := l.exitCode(); code != test.own {
				t.Errorf("launcher's own exit code %d, want %d", code, test.own)
			}
		})
	}
}

func TestGuardNamesWhatCannotBeRun(t *testing.T) {
	plain := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(plain, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	orphan := script(t, "#!/no/such/interpreter\n")
	for _, test := range []struct{ name, program, want string }{
		{"missing", "/no/such/program", "/no/such/program: no such file"},
		{"not on PATH", "no-such-program", "no-such-program: no such program on PATH"},
		{"no run bit", plain, plain + ": not executable, it has no run bit"},
		{"no interpreter", orphan, orphan + " exists, but its interpreter /no/such/interpreter does not"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := launch(t, "guard", "--", test.program)
			if m := l.message(); m["type"] != "not-started" || m["error"] != test.want {
				t.Errorf("got %v, want %q", m, test.want)
			}
			if code := l.exitCode(); code != 126 {
				t.Errorf("exit code %d, want 126", code)
			}
		})
	}
}

func TestGuardEndsWhatIgnoresSigterm(t *testing.T) {
	for _, test := range []struct {
		name string
		end  func(*launched)
	}{
		{"when the orchestrator has gone", func(l *launched) { _ = l.control.Close() }},
		{"on SIGTERM", func(l *launched) { _ = l.cmd.Process.Signal(syscall.SIGTERM) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			ready := filepath.Join(t.TempDir(), "ready")
			l := launch(t, "guard", "--grace-ms=50", "--", "sh", "-c", "trap '' TERM; touch "+ready+"; while :; do sleep 1; done")
			pid := int(l.message()["pid"].(float64))
			for end := time.Now().Add(limit); ; time.Sleep(time.Millisecond) {
				if _, err := os.Stat(ready); err == nil || time.Now().After(end) {
					break
				}
			}
			test.end(l)
			gone(t, pid)
			if code := l.exitCode(); code != 137 {
				t.Errorf("exit code %d, want 137", code)
			}
		})
	}
}

func TestGuardFindsADaemonInASessionOfItsOwn(t *testing.T) {
	l := launch(t, "guard", "--", "sh", "-c", "setsid sleep 3600 & exit 0")
	l.message()
	left := l.message()["left"].([]any)
	if len(left) != 1 {
		t.Fatalf("left %v, want the one sleep", left)
	}
	daemon := left[0].(map[string]any)
	if !strings.Contains(daemon["command"].(string), "sleep 3600") {
		t.Errorf("left %v, want sleep 3600", daemon)
	}
	gone(t, int(daemon["pid"].(float64)))
}

func TestSigkillOfTheLauncherTakesTheProgramAlong(t *testing.T) {
	l := launch(t, "guard", "--", "sleep", "3600")
	pid := int(l.message()["pid"].(float64))
	_ = l.cmd.Process.Kill()
	_ = l.cmd.Wait()
	gone(t, pid)
}

// desk is the orchestrator's end of a plugin launcher.
type desk struct {
	t      *testing.T
	conn   net.Conn
	reader *bufio.Reader
	cmd    *exec.Cmd
	stdout *bufio.Reader
}

func launchPlugin(t *testing.T, argv ...string) *desk {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	args := append([]string{"plugin", "--socket", path, "--token", "t0", "--grace-ms=50"}, argv...)
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "AS_LAUNCHER=1", "PLUGIN_CLIENT_CERT=pem")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	conn, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(); _ = cmd.Process.Kill(); _, _ = cmd.Process.Wait() })
	d := &desk{t, conn, bufio.NewReader(conn), cmd, bufio.NewReader(stdout)}
	hello := d.message("hello")
	if hello["token"] != "t0" || hello["clientCertificate"] != "pem" {
		t.Fatalf("hello %v", hello)
	}
	return d
}

// message is the next of a type; others before it are passed over.
func (d *desk) message(kind string) map[string]any {
	d.t.Helper()
	for {
		text, err := d.reader.ReadString('\n')
		if err != nil {
			d.t.Fatalf("no message %s: %v", kind, err)
		}
		var m map[string]any
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			d.t.Fatal(err)
		}
		if m["type"] == kind {
			return m
		}
	}
}

func (d *desk) order(text string) { fmt.Fprintln(d.conn, text) }

func (d *desk) hostReads() string {
	d.t.Helper()
	text, err := d.stdout.ReadString('\n')
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.TrimSuffix(text, "\n")
}

func TestPluginLineIsReplacedAndTheRestRelayed(t *testing.T) {
	d := launchPlugin(t, "--", "sh", "-c", "echo '1|1|tcp|127.0.0.1:1|grpc|'; echo later; echo oops >&2; exec sleep 3600")
	pid := int(d.message("started")["pid"].(float64))
	if m := d.message("line"); m["text"] != "1|1|tcp|127.0.0.1:1|grpc|" {
		t.Errorf("line %v", m)
	}
	d.order("announce 1|1|tcp|127.0.0.1:2|grpc|")
	if got := d.hostReads(); got != "1|1|tcp|127.0.0.1:2|grpc|" {
		t.Errorf("the host read %q", got)
	}
	if got := d.hostReads(); got != "later" {
		t.Errorf("the host read %q", got)
	}
	d.order("stop")
	if m := d.message("exit"); m["signal"] != "SIGTERM" {
		t.Errorf("exit %v", m)
	}
	gone(t, pid)
}

func TestPluginEndsWithTheOrchestrator(t *testing.T) {
	d := launchPlugin(t, "--", "sh", "-c", "trap '' TERM; echo line; while :; do sleep 1; done")
	pid := int(d.message("started")["pid"].(float64))
	d.message("line")
	_ = d.conn.Close()
	gone(t, pid)
}

func TestPluginThatNeverPrintsALine(t *testing.T) {
	d := launchPlugin(t, "--", "sh", "-c", "printf unfinished; exit 3")
	if m := d.message("line"); m["text"] != "unfinished" {
		t.Errorf("line %v", m)
	}
	if m := d.message("exit"); m["code"] != 3.0 {
		t.Errorf("exit %v", m)
	}
}

func TestFirstLineThatIsNoUTF8(t *testing.T) {
	d := launchPlugin(t, "--", "sh", "-c", `printf '\377\376\n'; exec sleep 3600`)
	if m := d.message("line"); m["base64"] != "//4=" {
		t.Errorf("line %v", m)
	}
}

func TestFloodEndsThePluginAndNothingElse(t *testing.T) {
	d := launchPlugin(t, "--", "sh", "-c", "echo line; exec yes >&2")
	d.message("line")
	d.order("announce line")
	if m := d.message("exit"); m["reason"] != "printed more than 64 MiB" {
		t.Errorf("exit %v", m)
	}
}

func TestDecoyPrintsWhatItIsToldAndStays(t *testing.T) {
	d := launchPlugin(t)
	d.order("announce 1|1|tcp|127.0.0.1:9|grpc|")
	if got := d.hostReads(); got != "1|1|tcp|127.0.0.1:9|grpc|" {
		t.Errorf("the host read %q", got)
	}
	d.order("stop")
	if err := d.cmd.Wait(); err != nil {
		t.Errorf("the decoy ended with %v", err)
	}
}

func TestJanitorRemovesTheFolderAtTheEndOfItsInput(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "run")
	if err := os.MkdirAll(filepath.Join(folder, "keys"), 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "janitor", folder)
	cmd.Env = append(os.Environ(), "AS_LAUNCHER=1")
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = input.Close()
	_ = cmd.Wait()
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
}

func TestMisuse(t *testing.T) {
	for _, args := range [][]string{{}, {"nothing"}, {"guard"}, {"plugin", "--", "true"}, {"guard", "--what", "1"}} {
		cmd := exec.Command(os.Args[0], args...)
		cmd.Env = append(os.Environ(), "AS_LAUNCHER=1")
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != 2 || strings.Count(string(out), "\n") != 1 {
			t.Errorf("%v: exit code %d and %q, want 2 and one sentence", args, code, out)
		}
	}
}
