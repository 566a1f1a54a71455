package main

import (
	"encoding/binary"
	"errors"
	"net/netip"
	"syscall"
)

// Of include/uapi/linux/netlink.h, sock_diag.h, inet_diag.h and unix_diag.h.
const (
	netlinkSockDiag  = 4
	sockDiagByFamily = 20

	inetRequestLength = 56
	inetAnswerLength  = 72

	unixRequestLength = 24
	unixAnswerLength  = 16
	unixShowPeer      = 4
	unixPeer          = 2

	everyState = ^uint32(0)
	noCookie   = ^uint32(0)
	// tcpListen is TCP_LISTEN of include/net/tcp_states.h.
	tcpListen = 10
)

var errNotTold = errors.New("the kernel does not know this end of the connection")

// farEndOfUnix asks for the peer of the socket with this inode.
func farEndOfUnix(inode uint32) (uint32, error) {
	request := make([]byte, unixRequestLength)
	order := binary.NativeEndian
	request[0] = syscall.AF_UNIX
	order.PutUint32(request[4:], everyState)
	order.PutUint32(request[8:], inode)
	order.PutUint32(request[12:], unixShowPeer)
	order.PutUint32(request[16:], noCookie)
	order.PutUint32(request[20:], noCookie)
	answer, err := sockDiag(request)
	if errors.Is(err, syscall.ENOENT) || len(answer) < unixAnswerLength {
		// The asker has this socket open: the kernel is without unix_diag, or looks in another namespace.
		return 0, errNotTold
	}
	if err != nil {
		return 0, err
	}
	return peerIn(answer[unixAnswerLength:]), nil
}

// peerIn reads the attributes of a unix_diag_msg; 0 where the peer has gone.
func peerIn(attributes []byte) uint32 {
	order := binary.NativeEndian
	for len(attributes) >= syscall.SizeofRtAttr {
		length, kind := int(order.Uint16(attributes)), order.Uint16(attributes[2:])
		if length < syscall.SizeofRtAttr || length > len(attributes) {
			return 0
		}
		if kind == unixPeer && length >= syscall.SizeofRtAttr+4 {
			return order.Uint32(attributes[syscall.SizeofRtAttr:])
		}
		next := (length + syscall.RTA_ALIGNTO - 1) &^ (syscall.RTA_ALIGNTO - 1)
		attributes = attributes[min(next, len(attributes)):]
	}
	return 0
}

// farEndOfTCP asks for the socket that has the two addresses the other way round.
func farEndOfTCP(local, remote netip.AddrPort) (uint32, error) {
	inode, err := connected(remote, local)
	if !errors.Is(err, syscall.ENOENT) {
		return inode, err
	}
	// The asker has its own end open: where that is not found either, the kernel does not tell.
	if _, err := connected(local, remote); err != nil {
		return 0, errNotTold
	}
	return 0, nil
}

// connected is the inode of the socket of a connection; ENOENT where there is none, though one may listen.
func connected(local, remote netip.AddrPort) (uint32, error) {
	request := make([]byte, inetRequestLength)
	order := binary.NativeEndian
	request[0], request[1] = syscall.AF_INET6, syscall.IPPROTO_TCP
	if local.Addr().Is4() {
		request[0] = syscall.AF_INET
	}
	order.PutUint32(request[4:], everyState)
	binary.BigEndian.PutUint16(request[8:], local.Port())
	binary.BigEndian.PutUint16(request[10:], remote.Port())
	copy(request[12:28], local.Addr().AsSlice())
	copy(request[28:44], remote.Addr().AsSlice())
	order.PutUint32(request[48:], noCookie)
	order.PutUint32(request[52:], noCookie)
	answer, err := sockDiag(request)
	if err != nil {
		return 0, err
	}
	// Without a connection the kernel finds who would get one.
	if len(answer) < inetAnswerLength || answer[1] == tcpListen {
		return 0, syscall.ENOENT
	}
	return order.Uint32(answer[inetAnswerLength-4:]), nil
}

// sockDiag asks the kernel for one socket by sock_diag(7), which takes microseconds: /proc/net/tcp would have it go
// through a table of all connections, and /proc/net/unix does not say which sockets are connected to each other.
func sockDiag(body []byte) ([]byte, error) {
	socket, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, netlinkSockDiag)
	if err != nil {
		return nil, err
	}
	defer syscall.Close(socket)
	request := make([]byte, syscall.NLMSG_HDRLEN, syscall.NLMSG_HDRLEN+len(body))
	order := binary.NativeEndian
	order.PutUint32(request, uint32(syscall.NLMSG_HDRLEN+len(body)))
	order.PutUint16(request[4:], sockDiagByFamily)
	order.PutUint16(request[6:], syscall.NLM_F_REQUEST)
	if err := syscall.Sendto(socket, append(request, body...), 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
		return nil, err
	}
	buffer := make([]byte, 8*1024)
	n, _, err := syscall.Recvfrom(socket, buffer, 0)
	if err != nil {
		return nil, err
	}
	messages, err := syscall.ParseNetlinkMessage(buffer[:n])
	if err != nil {
		return nil, err
	}
	if len(messages) == 0 {
		return nil, errNotTold
	}
	message := messages[0]
	if message.Header.Type != syscall.NLMSG_ERROR {
		return message.Data, nil
	}
	if len(message.Data) < 4 {
		return nil, errNotTold
	}
	return nil, syscall.Errno(-int32(order.Uint32(message.Data)))
}
