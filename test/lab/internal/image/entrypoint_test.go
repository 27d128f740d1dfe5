package image

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// container is a folder in which the scripts of the image run as they would in a
// container: with programs that stand in for what the machine would answer.
type container struct {
	t         *testing.T
	dir       string
	conf, bin string
}

func newContainer(t *testing.T, line string) *container {
	t.Helper()
	dir := t.TempDir()
	for _, folder := range []string{"rootfs/common", "rootfs/cassandra-" + line} {
		if err := writeTree(rootfs, folder, dir); err != nil {
			t.Fatal(err)
		}
	}
	c := &container{t: t, dir: dir, conf: filepath.Join(dir, "etc/cassandra"), bin: filepath.Join(dir, "fake")}
	c.program("id", `echo 999`)
	c.program("ip", `[ "$2" = -4 ] && echo "2: eth0    inet 10.42.1.7/24 brd 10.42.1.255 scope global eth0" || echo "2: eth0 inet6 fd00::7/64 scope global"`)
	c.program("cassandra", `echo "cassandra $*"`)
	return c
}

func (c *container) program(name, script string) {
	c.t.Helper()
	path := filepath.Join(c.bin, name)
	writeText(c.t, path, "#!/bin/sh\n"+script+"\n")
	if err := os.Chmod(path, 0o755); err != nil {
		c.t.Fatal(err)
	}
}

func (c *container) run(env []string, args ...string) (string, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append([]string{
		"PATH=" + c.bin + ":" + os.Getenv("PATH"),
		"CASSANDRA_CONF=" + c.conf, "CASSANDRA_HOME=" + filepath.Join(c.dir, "opt/cassandra"),
	}, env...)
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

func (c *container) entrypoint(env []string, args ...string) string {
	c.t.Helper()
	out, err := c.run(env, append([]string{"bash", filepath.Join(c.dir, "usr/local/bin/docker-entrypoint.sh")}, args...)...)
	if err != nil {
		c.t.Fatalf("entrypoint: %v\n%s", err, out)
	}
	return out
}

// hasLines checks for whole lines, each exactly once.
func (c *container) hasLines(file string, lines ...string) {
	c.t.Helper()
	content := "\n" + string(read(c.t, filepath.Join(c.conf, file))) + "\n"
	for _, line := range lines {
		if n := strings.Count(content, "\n"+line+"\n"); n != 1 {
			c.t.Errorf("%s has %d times the line %q:\n%s", file, n, line, content)
		}
	}
}

func TestEntrypointDefaults(t *testing.T) {
	for _, r := range releases {
		c := newContainer(t, r.line)
		if out := c.entrypoint(nil, "cassandra", "-f"); out != "cassandra -f" {
			t.Errorf("started %q", out)
		}
		c.hasLines("cassandra.yaml",
			"listen_address: '10.42.1.7'", "broadcast_address: '10.42.1.7'", "broadcast_rpc_address: '10.42.1.7'",
			"rpc_address: '0.0.0.0'", "      - seeds: '10.42.1.7'",
			"cluster_name: 'Test Cluster'", "endpoint_snitch: SimpleSnitch", "num_tokens: 16")
		c.hasLines("cassandra-rackdc.properties", "dc=dc1", "rack=rack1")
	}
}

func TestEntrypointWritesTheEnvironmentAndDoesSoAgain(t *testing.T) {
	c := newContainer(t, "5.0")
	env := []string{
		`CASSANDRA_CLUSTER_NAME=it's & a|b\c`, "CASSANDRA_SEEDS=a-0.a,a-1.a", "CASSANDRA_LISTEN_ADDRESS=10.0.0.1",
		"CASSANDRA_BROADCAST_ADDRESS=1.2.3.4", "CASSANDRA_BROADCAST_RPC_ADDRESS=1.2.3.5", "CASSANDRA_RPC_ADDRESS=10.0.0.2",
		"CASSANDRA_ENDPOINT_SNITCH=GossipingPropertyFileSnitch", "CASSANDRA_NUM_TOKENS=4",
		"CASSANDRA_DC=dc-east", "CASSANDRA_RACK=a/b", "CASSANDRA_START_RPC=true",
	}
	for range 2 { // a container that restarts finds its files edited already
		c.entrypoint(env, "cassandra", "-f")
		c.hasLines("cassandra.yaml",
			`cluster_name: 'it''s & a|b\c'`, "      - seeds: 'a-0.a,a-1.a'", "listen_address: '10.0.0.1'",
			"broadcast_address: '1.2.3.4'", "broadcast_rpc_address: '1.2.3.5'", "rpc_address: '10.0.0.2'",
			"endpoint_snitch: 'GossipingPropertyFileSnitch'", "num_tokens: 4")
		c.hasLines("cassandra-rackdc.properties", "dc=dc-east", "rack=a/b")
	}
	if strings.Contains(string(read(t, filepath.Join(c.conf, "cassandra.yaml"))), "start_rpc") {
		t.Error("start_rpc, which Cassandra 4 and later refuse, got into the configuration")
	}
}

func TestEntrypointArguments(t *testing.T) {
	c := newContainer(t, "5.0")
	if out := c.entrypoint(nil, "-Dcassandra.x=1"); out != "cassandra -f -Dcassandra.x=1" {
		t.Errorf("options alone started %q", out)
	}
	before := string(read(t, filepath.Join(c.conf, "cassandra.yaml")))
	if out := c.entrypoint([]string{"CASSANDRA_CLUSTER_NAME=x"}, "echo", "hello"); out != "hello" {
		t.Errorf("another command gave %q", out)
	}
	if string(read(t, filepath.Join(c.conf, "cassandra.yaml"))) != before {
		t.Error("another command than cassandra changed the configuration")
	}
}

func TestEntrypointAsRootGoesOnAs999(t *testing.T) {
	c := newContainer(t, "5.0")
	c.program("id", `echo 0`)
	c.program("find", `echo "find $*"`)
	c.program("setpriv", `echo "setpriv $* HOME=$HOME"`)
	out := c.entrypoint(nil, "cassandra", "-f")
	for _, want := range []string{
		"find " + c.conf + " /var/lib/cassandra /var/log/cassandra ! -user cassandra -exec chown cassandra:cassandra {} +",
		"--reuid=cassandra --regid=cassandra --init-groups", "cassandra -f HOME=/home/cassandra",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
}

func TestEntrypointWithoutAnAddressSaysSo(t *testing.T) {
	c := newContainer(t, "5.0")
	c.program("ip", `true`)
	out, err := c.run(nil, "bash", filepath.Join(c.dir, "usr/local/bin/docker-entrypoint.sh"), "cassandra", "-f")
	if err == nil || !strings.Contains(out, "set CASSANDRA_LISTEN_ADDRESS") {
		t.Errorf("got %v: %s", err, out)
	}
}

// jvm runs bin/cassandra with a Java that prints its arguments.
func (c *container) jvm(version string, env ...string) (string, error) {
	c.program("free", `printf '        total\nMem:    24000 1 1\n'`)
	writeText(c.t, filepath.Join(c.dir, "java", version, "bin/java"), "#!/bin/sh\necho \" $* \"\n")
	if err := os.Chmod(filepath.Join(c.dir, "java", version, "bin/java"), 0o755); err != nil {
		c.t.Fatal(err)
	}
	env = append(env, "JAVA_HOME="+filepath.Join(c.dir, "java", version))
	return c.run(env, "bash", filepath.Join(c.dir, "opt/cassandra/bin/cassandra"), "-f")
}

func TestHeap(t *testing.T) {
	const pairs = "please set or unset MAX_HEAP_SIZE and HEAP_NEWSIZE in pairs"
	for _, test := range []struct {
		line, java, env, want string
	}{
		{"5.0", "17", "X=", "-Xms6000M -Xmx6000M"}, // ¼ of the machine
		{"5.0", "17", "MAX_HEAP_SIZE=320M", "-Xms320M -Xmx320M"},
		{"5.0", "17", "HEAP_NEWSIZE=80M", "-Xms6000M -Xmx6000M"},
		{"4.1", "11", "X=", "-Xms6000M -Xmx6000M"},
		{"4.1", "11", "MAX_HEAP_SIZE=320M", pairs},
		{"4.1", "11", "HEAP_NEWSIZE=80M", pairs},
		{"4.1", "11", "MAX_HEAP_SIZE=320M HEAP_NEWSIZE=80M", "-Xms320M -Xmx320M -Xmn80M"},
	} {
		out, err := newContainer(t, test.line).jvm(test.java, strings.Fields(test.env)...)
		if !strings.Contains(out, test.want) || (err != nil) != (test.want == pairs) {
			t.Errorf("Java %s with %s: %v\n%s\nwant %s", test.java, test.env, err, out, test.want)
		}
	}
}

func TestJVMExtraOptsWin(t *testing.T) {
	out, err := newContainer(t, "5.0").jvm("17", "MAX_HEAP_SIZE=1G",
		"JVM_EXTRA_OPTS=-Dcassandra.ring_delay_ms=30000  -XX:+UseG1GC", "JVM_OPTS=-Dfirst=1")
	if err != nil {
		t.Fatal(err, out)
	}
	ours, theirs := strings.Index(out, "-Dcassandra.ring_delay_ms=3000 "), strings.Index(out, "-Dcassandra.ring_delay_ms=30000 ")
	if ours < 0 || theirs < ours {
		t.Errorf("the option given does not follow ours:\n%s", out)
	}
	if strings.Contains(out, "-XX:+UseSerialGC") || !strings.Contains(out, "-XX:+UseG1GC") {
		t.Errorf("two collectors, or the wrong one:\n%s", out)
	}
	for _, want := range []string{" -Dfirst=1 ", " -Dcassandra.jmx.local.port=7199 ", " --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED ", "org.apache.cassandra.service.CassandraDaemon"} {
		if !strings.Contains(" "+out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
	if strings.Contains(out, "#") {
		t.Errorf("a comment became an option:\n%s", out)
	}
}

func TestServerRefusesRootAndUnknownArguments(t *testing.T) {
	c := newContainer(t, "5.0")
	script := filepath.Join(c.dir, "opt/cassandra/bin/cassandra")
	if out, err := c.run(nil, "bash", script, "-x"); err == nil || !strings.Contains(out, "unknown argument -x") {
		t.Errorf("unknown argument: %v %s", err, out)
	}
	c.program("id", `echo 0`)
	if out, err := c.run(nil, "bash", script, "-f"); err == nil || !strings.Contains(out, "not as root") {
		t.Errorf("as root: %v %s", err, out)
	}
}
