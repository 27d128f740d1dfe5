package image

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// builder makes images in a folder of its own. The base layer is made once, and
// is the same file in every Cassandra image, so that containerd keeps one.
type builder struct {
	work      string // deleted by the caller
	downloads string // kept
	base      []debPackage
	log       Logf

	baseLayer *layer
}

// root is the file tree in which images grow.
func (b *builder) root() string { return filepath.Join(b.work, "root") }

func (b *builder) build(ctx context.Context, it item) error {
	if it.release == nil {
		return b.buildPause(it)
	}
	return b.buildCassandra(ctx, it, *it.release)
}

func (b *builder) buildPause(it item) error {
	tree := filepath.Join(b.work, "pause")
	if err := writeFile(filepath.Join(tree, "pause"), bytes.NewReader(pauseProgram()), 0o755); err != nil {
		return err
	}
	if err := setBuildTime(tree); err != nil {
		return err
	}
	l, err := writeLayer(tree+".tar", tree, everything)
	if err != nil {
		return err
	}
	config := imageConfig{Entrypoint: []string{"/pause"}, User: "65535:65535", WorkingDir: "/"}
	return writeArchive(it.Path, it.Refs, config, []layer{l})
}

func everything(string) bool { return true }

// Cassandra's own folders, as in the official image: mode 1777, owner 999, and a
// home for the histories of nodetool and cqlsh.
var cassandraDirs = []string{"etc/cassandra", "home/cassandra", "var/lib/cassandra", "var/log/cassandra"}

// appDirs is where the files of the layer on top of the base are, and nothing
// else is.
var appDirs = append([]string{"opt/cassandra", "opt/cqlsh", "opt/java/11", "usr/local/bin"}, cassandraDirs...)

func inAppLayer(name string) bool {
	for _, dir := range appDirs {
		if name == dir || strings.HasPrefix(name, dir+"/") {
			return true
		}
	}
	return false
}

func (b *builder) buildCassandra(ctx context.Context, it item, r release) error {
	if _, err := ensureInstalled(ctx, buildPackages, b.log); err != nil {
		return err
	}
	if err := b.ensureBaseLayer(ctx); err != nil {
		return err
	}
	if err := b.installApp(ctx, r); err != nil {
		return err
	}
	b.log("image %s: recording class data with a first start", it.Name)
	if err := train(ctx, b.root(), r); err != nil {
		return err
	}
	app, err := writeLayer(filepath.Join(b.work, r.version+".tar"), b.root(), inAppLayer)
	if err != nil {
		return err
	}
	return writeArchive(it.Path, it.Refs, configOf(r), []layer{*b.baseLayer, app})
}

func configOf(r release) imageConfig {
	return imageConfig{
		Env:        r.environment(),
		Entrypoint: []string{"docker-entrypoint.sh"},
		Cmd:        []string{"cassandra", "-f"},
		WorkingDir: "/",
		Volumes:    map[string]struct{}{"/var/lib/cassandra": {}},
		Ports:      map[string]struct{}{"7000/tcp": {}, "7001/tcp": {}, "7199/tcp": {}, "9042/tcp": {}, "9160/tcp": {}},
	}
}

func (r release) environment() []string {
	return []string{
		"PATH=/opt/cassandra/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
		"LANG=C.UTF-8",
		"JAVA_HOME=/opt/java/" + r.java,
		"CASSANDRA_HOME=/opt/cassandra",
		"CASSANDRA_CONF=/etc/cassandra",
		"CASSANDRA_VERSION=" + r.version,
	}
}

func (b *builder) ensureBaseLayer(ctx context.Context) error {
	if b.baseLayer != nil {
		return nil
	}
	b.log("base layer from the files of %d Debian packages", len(b.base))
	if err := makeBase(ctx, b.root(), b.base); err != nil {
		return err
	}
	// Before anything else gets into the tree, but without folders that the
	// layer on top brings along.
	l, err := writeLayer(filepath.Join(b.work, "base.tar"), b.root(), func(name string) bool { return !inAppLayer(name) })
	if err != nil {
		return err
	}
	b.baseLayer = &l
	return nil
}

// installApp puts Cassandra, its Java, cqlsh and our files into the tree, after
// taking out those of the release before.
func (b *builder) installApp(ctx context.Context, r release) error {
	at := func(name string) string { return filepath.Join(b.root(), name) }
	for _, dir := range appDirs {
		if err := os.RemoveAll(at(dir)); err != nil {
			return err
		}
	}
	if err := b.installJars(ctx, r, at("opt/cassandra/lib")); err != nil {
		return err
	}
	if err := b.installWheels(ctx, cqlshWheels, "", at("opt/cqlsh")); err != nil {
		return err
	}
	// cqlsh warns on standard output of servers that it was not built for. A
	// release's own cqlsh has this file made by the build.
	if err := writeFile(at("opt/cqlsh/cqlshlib/serverversion.py"),
		strings.NewReader("version = '"+r.version+"'\n"), 0o644); err != nil {
		return err
	}
	if r.java == "11" {
		if err := b.installWheels(ctx, java11Wheel, java11Folder, at("opt/java/11")); err != nil {
			return err
		}
		if err := makePrograms(at("opt/java/11/bin")); err != nil {
			return err
		}
	}
	for _, dir := range cassandraDirs {
		if err := os.MkdirAll(at(dir), 0o755); err != nil {
			return err
		}
		if err := os.Chmod(at(dir), 0o777|fs.ModeSticky); err != nil {
			return err
		}
	}
	for _, folder := range []string{"rootfs/common", "rootfs/cassandra-" + r.line} {
		if err := writeTree(rootfs, folder, b.root()); err != nil {
			return err
		}
	}
	for _, dir := range appDirs {
		if _, err := os.Lstat(at(dir)); err != nil {
			continue // this release has no such folder
		}
		if err := setBuildTime(at(dir)); err != nil {
			return err
		}
	}
	return nil
}

// makePrograms sets the mode that a wheel does not carry.
func makePrograms(dir string) error {
	programs, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, program := range programs {
		if err := os.Chmod(filepath.Join(dir, program.Name()), 0o755); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) installJars(ctx context.Context, r release, to string) error {
	from := filepath.Join(b.downloads, "cassandra-"+r.version)
	err := fetchOnce(from, func(dir string) error {
		b.log("downloading Cassandra %s", r.version)
		return fetchJars(ctx, dir, r.version)
	})
	if err != nil {
		return err
	}
	jars, err := filepath.Glob(filepath.Join(from, "*.jar"))
	if err != nil {
		return err
	}
	for _, jar := range jars {
		name := filepath.Base(jar)
		if forOtherPlatform(name) {
			continue
		}
		in, err := os.Open(jar)
		if err != nil {
			return err
		}
		err = writeFile(filepath.Join(to, name), in, 0o644)
		in.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// installWheels unpacks wheels, downloaded once per list and Python version.
func (b *builder) installWheels(ctx context.Context, requirements []string, folder, to string) error {
	python := ""
	for _, p := range b.base {
		if p.name == "python3-minimal" {
			python = p.version
		}
	}
	name, _, _ := strings.Cut(requirements[0], "==")
	from := filepath.Join(b.downloads, fmt.Sprintf("%s-%s", name, key(append([]string{python}, requirements...)...)))
	err := fetchOnce(from, func(dir string) error {
		b.log("downloading %s", requirements[0])
		return fetchWheels(ctx, dir, requirements)
	})
	if err != nil {
		return err
	}
	return unpackWheels(from, folder, to)
}
