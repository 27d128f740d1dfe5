package cli

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"cassandra-for-rancher/lab/internal/config"
)

// requestsLog is Rancher's, the others are files of the log folder.
const requestsLog = "requests"

type logsCommand struct {
	follow bool
	lines  int
}

func (l *logsCommand) flags(fs *flag.FlagSet) {
	fs.BoolVar(&l.follow, "f", false, "go on with what is added")
	fs.IntVar(&l.lines, "n", 200, "how many lines from the end, 0 for all")
}

func (l *logsCommand) run(ctx context.Context, c *config.Config, args []string) error {
	known := logFiles(c)
	switch {
	case len(known) == 0:
		return fmt.Errorf("there are no logs in %s; lab up makes some", c.Dir)
	case len(args) == 0:
		fmt.Println(strings.Join(logNames(known), "\n"))
		return nil
	case len(args) == 2 && args[1] == "-f": // the way most people type it
		l.follow = true
	case len(args) > 1:
		return fmt.Errorf("lab logs takes one name, not %q", strings.Join(args, " "))
	}
	path, ok := known[args[0]]
	if !ok {
		return fmt.Errorf("there is no log %q; there are %s", args[0], strings.Join(logNames(known), ", "))
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := seekToLines(f, l.lines); err != nil {
		return err
	}
	if _, err := io.Copy(os.Stdout, f); err != nil || !l.follow {
		return err
	}
	return follow(ctx, f, os.Stdout)
}

// logFiles are all logs of this run by name.
func logFiles(c *config.Config) map[string]string {
	files := map[string]string{}
	_ = filepath.WalkDir(c.Logs(), func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasSuffix(path, ".log") {
			name := strings.TrimPrefix(strings.TrimSuffix(path, ".log"), c.Logs()+"/")
			files[name] = path
		}
		return nil
	})
	requests := c.Path("rancher", "requests.log")
	if _, err := os.Stat(requests); err == nil {
		files[requestsLog] = requests
	}
	return files
}

func logNames(files map[string]string) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// seekToLines goes to where the last lines of a file begin, reading from its end.
func seekToLines(f io.ReadSeeker, lines int) error {
	end, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if lines <= 0 {
		_, err := f.Seek(0, io.SeekStart)
		return err
	}
	block := make([]byte, 64<<10)
	breaks := 0
	for at := end; at > 0; {
		size := min(at, int64(len(block)))
		at -= size
		if _, err := f.Seek(at, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.ReadFull(f, block[:size]); err != nil {
			return err
		}
		for rest := block[:size]; ; {
			i := bytes.LastIndexByte(rest, '\n')
			if i < 0 {
				break
			}
			if at+int64(i) != end-1 { // the break that ends the file begins no line
				if breaks++; breaks == lines {
					_, err := f.Seek(at+int64(i)+1, io.SeekStart)
					return err
				}
			}
			rest = rest[:i]
		}
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// follow copies what is added to a file, and begins again when it gets shorter.
func follow(ctx context.Context, f *os.File, w io.Writer) error {
	for {
		select {
		case <-ctx.Done():
			return nil // Ctrl-C is how one ends it
		case <-time.After(200 * time.Millisecond):
		}
		at, err := f.Seek(0, io.SeekCurrent)
		if err != nil {
			return err
		}
		st, err := f.Stat()
		if err != nil {
			return err
		}
		if st.Size() < at {
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				return err
			}
		}
		if _, err := io.Copy(w, f); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
}
