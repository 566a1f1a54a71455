package main

import "syscall"

// longestProcFile bounds what is read of a file in /proc: arguments and environment of a process have no more
// than 6 MiB together (execve(2)).
const longestProcFile = 8 * 1024 * 1024

// procFile reads a file in /proc to its end. Package os would add the file to its poller and ask for its size,
// which is three system calls in place of each one here, for each process of the machine.
func procFile(path string) ([]byte, error) {
	descriptor, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer syscall.Close(descriptor)
	content := make([]byte, 0, 4096)
	for len(content) < longestProcFile {
		if len(content) == cap(content) {
			content = append(content, make([]byte, len(content))...)[:len(content)]
		}
		n, err := syscall.Read(descriptor, content[len(content):cap(content)])
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return nil, err
		case n == 0:
			return content, nil
		default:
			content = content[:len(content)+n]
		}
	}
	return content, nil
}
