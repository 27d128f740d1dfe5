package image

import (
	"bytes"
	"encoding/binary"
)

// pauseRef is what containerd is told to use as sandbox image.
const pauseRef = "lab.local/pause:1"

// pauseProgram returns a static program that holds a pod's namespaces open: it
// ignores SIGCHLD, upon which the kernel itself takes away orphans of the pod
// (it is process 1 where they share its process namespace), and sleeps. The
// container runtime stops it with SIGKILL.
//
// It is put together here, in less than 200 bytes, so that no
// compiler is needed where only the lab's own binary is.
func pauseProgram() []byte {
	const (
		base       = 0x400000 // where the file is mapped
		headerSize = 64 + 56  // ELF header, one program header
	)
	code := []byte{
		// rt_sigaction(SIGCHLD=17, &action, NULL, sizeof(sigset_t)=8)
		0xb8, 13, 0, 0, 0, // mov eax, 13
		0xbf, 17, 0, 0, 0, // mov edi, 17
		0xbe, 0, 0, 0, 0, // mov esi, address of action (set below)
		0x31, 0xd2, // xor edx, edx
		0x41, 0xba, 8, 0, 0, 0, // mov r10d, 8
		0x0f, 0x05, // syscall
		// for { pause() }
		0xb8, 34, 0, 0, 0, // mov eax, 34
		0x0f, 0x05, // syscall
		0xeb, 0xf7, // jmp to "mov eax, 34"
	}
	const actionOperand = 11
	action := uint32(base + headerSize + len(code))
	binary.LittleEndian.PutUint32(code[actionOperand:], action)
	// struct sigaction: handler SIG_IGN (1), flags, restorer, mask
	code = append(code, make([]byte, 32)...)
	code[int(action)-base-headerSize] = 1

	size := uint64(headerSize + len(code))
	var program bytes.Buffer
	for _, field := range []any{
		// ELF header: 64 bit, little endian, executable, x86-64
		[]byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
		uint16(2), uint16(62), uint32(1),
		uint64(base + headerSize), // entry
		uint64(64), uint64(0),     // program headers, section headers
		uint32(0), uint16(64), uint16(56), uint16(1), uint16(0), uint16(0), uint16(0),
		// Program header: load all of the file, readable and executable
		uint32(1), uint32(5), uint64(0), uint64(base), uint64(base), size, size, uint64(0x1000),
		code,
	} {
		// Writing fixed-size values to a buffer cannot fail.
		_ = binary.Write(&program, binary.LittleEndian, field)
	}
	return program.Bytes()
}
