package main

import (
	"encoding/binary"
	"errors"
	"net/netip"
	"strconv"
	"syscall"
)

// Of include/uapi/linux/netlink.h, sock_diag.h and inet_diag.h.
const (
	netlinkSockDiag  = 4
	sockDiagByFamily = 20
	requestLength    = 56
	answerLength     = 72
	// listening is the bit of TCP_LISTEN, 10, of include/net/tcp_states.h.
	listening = 1 << 10
)

// listenersAt asks the kernel by sock_diag(7) which sockets listen on a port: /proc/net/tcp would have it go
// through a table of all connections, which takes milliseconds.
func listenersAt(port uint16) ([]listener, error) {
	socket, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, netlinkSockDiag)
	if err != nil {
		return nil, err
	}
	defer syscall.Close(socket)
	var found []listener
	for _, family := range []byte{syscall.AF_INET, syscall.AF_INET6} {
		if err := syscall.Sendto(socket, listenersRequest(family, port), 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
			return nil, err
		}
		sockets, err := listenersIn(socket)
		if err != nil {
			return nil, err
		}
		found = append(found, sockets...)
	}
	return found, nil
}

// listenersRequest is a netlink header and an inet_diag_req_v2, in the machine's order but for the port.
func listenersRequest(family byte, port uint16) []byte {
	request := make([]byte, syscall.NLMSG_HDRLEN+requestLength)
	order := binary.NativeEndian
	order.PutUint32(request, uint32(len(request)))
	order.PutUint16(request[4:], sockDiagByFamily)
	order.PutUint16(request[6:], syscall.NLM_F_REQUEST|syscall.NLM_F_DUMP)
	body := request[syscall.NLMSG_HDRLEN:]
	body[0], body[1] = family, syscall.IPPROTO_TCP
	order.PutUint32(body[4:], listening)
	binary.BigEndian.PutUint16(body[8:], port)
	return request
}

// listenersIn reads inet_diag_msg after inet_diag_msg until the kernel says that there are no more.
func listenersIn(socket int) ([]listener, error) {
	var found []listener
	buffer := make([]byte, 32*1024)
	for {
		n, _, err := syscall.Recvfrom(socket, buffer, 0)
		if err != nil {
			return nil, err
		}
		messages, err := syscall.ParseNetlinkMessage(buffer[:n])
		if err != nil {
			return nil, err
		}
		for _, message := range messages {
			switch {
			case message.Header.Type == syscall.NLMSG_DONE:
				return found, nil
			case message.Header.Type == syscall.NLMSG_ERROR:
				return nil, errors.New("the kernel refuses sock_diag(7)")
			case len(message.Data) >= answerLength:
				found = append(found, listenerIn(message.Data))
			}
		}
	}
}

// listenerIn reads the family, the local address behind two ports, and the inode at the end.
func listenerIn(message []byte) listener {
	address, _ := netip.AddrFromSlice(message[8:24])
	if message[0] == syscall.AF_INET {
		address, _ = netip.AddrFromSlice(message[8:12])
	}
	inode := binary.NativeEndian.Uint32(message[answerLength-4:])
	return listener{Inode: strconv.FormatUint(uint64(inode), 10), Address: address.Unmap().String()}
}
