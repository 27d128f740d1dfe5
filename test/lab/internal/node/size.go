package node

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
)

const gib = int64(1) << 30

// size is what a node holds back from its pods, in thousandths of a CPU and bytes.
type size struct {
	milliCPU int64
	memory   int64
}

// Every kubelet sees the whole machine. Reserving the other nodes' share makes
// a node look like its part of it: the memory is divided after 3 GiB for the
// control plane, but a node offers at least 4 GiB where the machine has them.
func sizeOf(memory int64, cpus, nodes int) size {
	const controlPlane, least, spare = 3 * gib, 4 * gib, gib
	offer := max((memory-controlPlane)/int64(nodes), least)
	offer = min(offer, memory-spare)
	// Processor time is not divided: idle nodes lend theirs to busy ones.
	return size{milliCPU: min(200, int64(cpus)*100), memory: memory - max(offer, 0)}
}

func (s size) quantities() map[string]string {
	return map[string]string{
		"cpu":    resource.NewMilliQuantity(s.milliCPU, resource.DecimalSI).String(),
		"memory": resource.NewQuantity(s.memory, resource.BinarySI).String(),
	}
}

func totalMemory() (int64, error) {
	f, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "MemTotal:"); ok {
			var kib int64
			if _, err := fmt.Sscan(rest, &kib); err != nil {
				return 0, fmt.Errorf("MemTotal: %w", err)
			}
			return kib << 10, nil
		}
	}
	return 0, fmt.Errorf("/proc/meminfo has no MemTotal")
}
