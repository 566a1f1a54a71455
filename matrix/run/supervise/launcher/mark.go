package main

import (
	"slices"
	"strconv"
	"strings"
)

// markVariable carries a program's mark to all that it starts.
const markVariable = "HANDSHAKE_MATRIX_MARK"

// marks tell the processes of a program, or of a run, from all others. Each is inherited over fork(2) and
// execve(2), so that it also finds what has left the program's group, its session and its family.
type marks struct {
	// text is the value of markVariable; the beginning of it, if prefix is set; empty for none. A program may
	// start others without its environment, and nginx writes its titles over its own.
	text   string
	prefix bool
	// limits are the lowest and the highest limit mark, both zero for none; see setLimitMark.
	limits [2]uint64
}

// checkedMark is one that no other text in an environment is taken for.
func checkedMark(name, value string) string {
	isHex := !strings.ContainsFunc(value, func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) })
	if len(value) < 8 || len(value) > 32 || !isHex {
		misuse("launcher: " + name + " " + value + " is no mark of 8 to 32 digits in lower-case hex")
	}
	return value
}

// checkedLimits reads "N", or, where there may be several, "N-M".
func checkedLimits(value string, several bool) [2]uint64 {
	low, high, isRange := strings.Cut(value, "-")
	if !isRange {
		high = low
	}
	from, err := strconv.ParseUint(low, 10, 63)
	to, errTo := strconv.ParseUint(high, 10, 63)
	if err != nil || errTo != nil || from == 0 || to < from || isRange && !several {
		misuse("launcher: --limit-mark " + value + " is no limit")
	}
	return [2]uint64{from, to}
}

// marked is an environment with this mark in the place of any other; without one, the environment.
func marked(environment []string, mark string) []string {
	if mark == "" {
		return environment
	}
	others := slices.DeleteFunc(slices.Clone(environment), func(variable string) bool {
		return strings.HasPrefix(variable, markVariable+"=")
	})
	return append(others, markVariable+"="+mark)
}
