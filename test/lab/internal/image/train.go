package image

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"time"
)

//go:embed train.sh
var trainingScript string

// trainingLimit is many times what a first start takes on a busy machine.
const trainingLimit = 10 * time.Minute

// train starts Cassandra and its tools once inside root, in namespaces of their
// own, and writes the class data archives that later starts map into memory.
func train(ctx context.Context, root string, r release) error {
	limited, cancel := context.WithTimeout(ctx, trainingLimit)
	defer cancel()
	// /tmp in memory: all that a run leaves behind goes away with its namespace.
	const enter = `mount --rbind /dev "$0/dev" && mount -t tmpfs tmpfs "$0/tmp" && exec chroot "$0" "$@"`
	args := []string{
		"--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child", "--mount-proc=" + root + "/proc",
		"sh", "-c", enter, root, "env", "-i",
	}
	args = append(args, r.environment()...)
	args = append(args, "bash", "-s")
	if _, err := run(limited, trainingScript, "unshare", args...); err != nil {
		if ctx.Err() == nil && limited.Err() != nil {
			err = fmt.Errorf("not finished after %s", strings.TrimSuffix(trainingLimit.String(), "0s"))
		}
		return fmt.Errorf("first start of Cassandra %s: %w", r.version, err)
	}
	return nil
}
