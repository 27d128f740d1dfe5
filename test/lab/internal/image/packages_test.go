package image

import (
	"reflect"
	"strings"
	"testing"
)

const installedSample = `ii 	amd64	bash	bash	5.2	sh	base-files (>= 2.1.12), libc6 (>= 2.36), libtinfo6 (>= 6)
ii 	amd64	libc6	libc6:amd64	2.36	libc-abi	libgcc-s1, 
ii 	amd64	libgcc-s1	libgcc-s1:amd64	12.2		libc6 (>= 2.35)
ii 	amd64	libtinfo6	libtinfo6:amd64	6.4		libc6
ii 	amd64	base-files	base-files	12.4		awk
ii 	amd64	mawk	mawk	1.3	awk	libc6:any
ii 	amd64	gawk	gawk	5.2	awk	libc6
ii 	i386	libz	libz:i386	1		libc6
rc 	amd64	old	old	1		libc6
ii 	all	tool	tool	1		absent | also-absent | bash, debconf (>= 0.5) | debconf-2.0
ii 	all	debconf	debconf	1.5		libtinfo6
`

func names(packages []debPackage) string {
	var list []string
	for _, p := range packages {
		list = append(list, p.name)
	}
	return strings.Join(list, " ")
}

func TestClosure(t *testing.T) {
	installed := parsePackages(installedSample)
	for _, c := range []struct{ roots, want string }{
		{"libc6", "libc6 libgcc-s1"},                                    // a circle
		{"bash", "base-files bash gawk libc6 libgcc-s1 libtinfo6"},      // a virtual package
		{"tool", "base-files bash gawk libc6 libgcc-s1 libtinfo6 tool"}, // alternatives; debconf is skipped
	} {
		got := closure(installed, strings.Fields(c.roots), map[string]bool{"debconf": true})
		if names(got) != c.want {
			t.Errorf("closure of %s: %s, want %s", c.roots, names(got), c.want)
		}
	}
}

func TestParsePackagesKeepsInstalledOnesOfThisArchitecture(t *testing.T) {
	installed := parsePackages(installedSample)
	if _, ok := installed["old"]; ok {
		t.Error("a removed package counts as installed")
	}
	if _, ok := installed["libz"]; ok {
		t.Error("a package of another architecture counts")
	}
	if got := installed["libc6"]; got.id != "libc6:amd64" || got.version != "2.36" {
		t.Errorf("libc6 is %+v", got)
	}
	if got := notInstalled(installed, []string{"bash", "old", "new"}); !reflect.DeepEqual(got, []string{"old", "new"}) {
		t.Errorf("not installed: %v", got)
	}
}

func TestParseFileList(t *testing.T) {
	out := "/.\n/bin\n/bin/sh\n/lib/x86_64-linux-gnu/libc.so.6\n/usr/share/doc/bash/README\n" +
		"/usr/share/docker\ndiverted by dash to: /bin/sh.distrib\n/etc\n\n/lib64/ld.so\n"
	want := []string{"/etc", "/usr/bin/sh", "/usr/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib64/ld.so", "/usr/share/docker"}
	if got := parseFileList([]byte(out)); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
