// Package process knows processes by more than their number: a process ID is
// used again after a crash or a reboot, so what a file remembers also has the
// start time and the boot in which the process lived.
package process

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Identity is one process, for as long as it lives.
type Identity struct {
	PID   int    `json:"pid"`
	Start uint64 `json:"start"` // clock ticks since boot
	Boot  string `json:"boot"`
}

// Of gives the identity of a process that runs now.
func Of(pid int) (Identity, error) {
	start, _, err := stat(pid)
	if err != nil {
		return Identity{}, err
	}
	boot, err := bootID()
	if err != nil {
		return Identity{}, err
	}
	return Identity{PID: pid, Start: start, Boot: boot}, nil
}

// Alive says whether this very process still runs. One that has ended but was
// not yet waited for by its parent does not.
func (id Identity) Alive() bool {
	if id.PID <= 0 {
		return false
	}
	start, state, err := stat(id.PID)
	if err != nil || state == 'Z' || state == 'X' || start != id.Start {
		return false
	}
	boot, err := bootID()
	return err == nil && boot == id.Boot
}

// Args is the command line of the process.
func (id Identity) Args() []string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", id.PID))
	if err != nil || len(b) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(b), "\x00"), "\x00")
}

// Save writes the identity to a file in one step.
func (id Identity) Save(path string) error {
	b, err := json.Marshal(id)
	if err != nil {
		return err
	}
	tmp := path + ".new"
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, path)
}

// Load reads what Save wrote.
func Load(path string) (Identity, error) {
	var id Identity
	b, err := os.ReadFile(path)
	if err != nil {
		return id, err
	}
	if err := json.Unmarshal(b, &id); err != nil {
		return id, fmt.Errorf("%s: %w", path, err)
	}
	return id, nil
}

// Saved gives the processes of all *.pid files in a folder that still live.
func Saved(dir string) []Identity {
	files, err := filepath.Glob(filepath.Join(dir, "*.pid"))
	if err != nil {
		return nil
	}
	var found []Identity
	for _, f := range files {
		if id, err := Load(f); err == nil && id.Alive() {
			found = append(found, id)
		}
	}
	return found
}

// stat reads the start time and the state from /proc/PID/stat. The second field,
// the program's name in parentheses, may hold anything, so fields are counted
// from the last parenthesis.
func stat(pid int) (start uint64, state byte, err error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, err
	}
	return parseStat(b)
}

func parseStat(b []byte) (start uint64, state byte, err error) {
	const startField = 22 - 3 // counted from the state, which is field 3
	end := bytes.LastIndexByte(b, ')')
	if end < 0 {
		return 0, 0, errors.New("no program name in stat")
	}
	fields := strings.Fields(string(b[end+1:]))
	if len(fields) <= startField {
		return 0, 0, fmt.Errorf("stat has %d fields after the name", len(fields))
	}
	start, err = strconv.ParseUint(fields[startField], 10, 64)
	return start, fields[0][0], err
}

func bootID() (string, error) {
	b, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	return strings.TrimSpace(string(b)), err
}
