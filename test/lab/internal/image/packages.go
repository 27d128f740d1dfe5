package image

import (
	"context"
	"fmt"
	"sort"
	"strings"
)

// debPackage is an installed Debian package.
type debPackage struct {
	name, version string
	id            string     // name as dpkg --listfiles wants it, with architecture if needed
	provides      []string   // virtual packages
	depends       [][]string // each a choice of alternatives
}

// What the packages need to be installed or configured, but their programs do
// not need to run, is left out of the image.
var notInImage = map[string]bool{
	"adduser": true, "ca-certificates": true, "ca-certificates-java": true, "debconf": true, "dpkg": true,
	"fontconfig-config": true, "gcc-12-base": true, "init-system-helpers": true, "login": true,
	"passwd": true, "perl": true, "perl-base": true, "usr-is-merged": true, "usrmerge": true,
}

// ensureBasePackages installs what is missing and returns all packages whose
// files make up the base layer.
func ensureBasePackages(ctx context.Context, log Logf) ([]debPackage, error) {
	installed, err := ensureInstalled(ctx, basePackages, log)
	if err != nil {
		return nil, err
	}
	return closure(installed, basePackages, notInImage), nil
}

// ensureInstalled installs those of the named packages that are missing, and
// returns all that are installed then.
func ensureInstalled(ctx context.Context, names []string, log Logf) (map[string]debPackage, error) {
	installed, err := installedPackages(ctx)
	if err != nil {
		return nil, err
	}
	missing := notInstalled(installed, names)
	if len(missing) == 0 {
		return installed, nil
	}
	log("installing Debian packages: %s", strings.Join(missing, " "))
	install := append([]string{"install", "-y", "-q", "--no-install-recommends"}, missing...)
	if _, err := runToEnd(ctx, "apt-get", install...); err != nil {
		// Most likely the package lists are old or absent.
		if _, err := runToEnd(ctx, "apt-get", "update", "-q"); err != nil {
			return nil, fmt.Errorf("install %s: %w", strings.Join(missing, " "), err)
		}
		if _, err := runToEnd(ctx, "apt-get", install...); err != nil {
			return nil, fmt.Errorf("install %s: %w", strings.Join(missing, " "), err)
		}
	}
	if installed, err = installedPackages(ctx); err != nil {
		return nil, err
	}
	if still := notInstalled(installed, names); len(still) > 0 {
		return nil, fmt.Errorf("not installed, though apt-get reported success: %s", strings.Join(still, " "))
	}
	return installed, nil
}

func notInstalled(installed map[string]debPackage, names []string) []string {
	var missing []string
	for _, name := range names {
		if _, ok := installed[name]; !ok {
			missing = append(missing, name)
		}
	}
	return missing
}

func installedPackages(ctx context.Context) (map[string]debPackage, error) {
	const format = `${db:Status-Abbrev}\t${Architecture}\t${Package}\t${binary:Package}\t${Version}\t${Provides}\t${Pre-Depends}, ${Depends}\n`
	out, err := run(ctx, "", "dpkg-query", "--show", "--showformat", format)
	if err != nil {
		return nil, fmt.Errorf("list of installed packages: %w", err)
	}
	return parsePackages(string(out)), nil
}

// parsePackages reads the lines of installedPackages' format.
func parsePackages(out string) map[string]debPackage {
	packages := map[string]debPackage{}
	for _, line := range strings.Split(out, "\n") {
		field := strings.Split(line, "\t")
		if len(field) != 7 || !strings.HasPrefix(field[0], "ii") {
			continue
		}
		if arch := field[1]; arch != "amd64" && arch != "all" {
			continue
		}
		p := debPackage{name: field[2], id: field[3], version: field[4], depends: parseRelations(field[6])}
		for _, alternatives := range parseRelations(field[5]) {
			p.provides = append(p.provides, alternatives...)
		}
		packages[p.name] = p
	}
	return packages
}

// parseRelations reads "a (>= 1), b | c:any" as [[a] [b c]].
func parseRelations(field string) [][]string {
	var relations [][]string
	for _, relation := range strings.Split(field, ",") {
		var alternatives []string
		for _, alternative := range strings.Split(relation, "|") {
			words := strings.Fields(alternative)
			if len(words) == 0 {
				continue
			}
			name, _, _ := strings.Cut(words[0], ":")
			alternatives = append(alternatives, name)
		}
		if len(alternatives) > 0 {
			relations = append(relations, alternatives)
		}
	}
	return relations
}

// closure returns the named packages and all that they depend on, sorted by
// name. Of alternatives it takes the first that is installed.
func closure(installed map[string]debPackage, names []string, skip map[string]bool) []debPackage {
	providers := map[string]string{}
	for _, p := range sorted(installed) {
		for _, virtual := range p.provides {
			if _, taken := providers[virtual]; !taken {
				providers[virtual] = p.name
			}
		}
	}
	resolve := func(name string) (string, bool) {
		if _, ok := installed[name]; ok {
			return name, true
		}
		provider, ok := providers[name]
		return provider, ok
	}

	found := map[string]debPackage{}
	queue := append([]string(nil), names...)
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if _, done := found[name]; done || skip[name] {
			continue
		}
		found[name] = installed[name]
		for _, alternatives := range installed[name].depends {
			for _, alternative := range alternatives {
				if actual, ok := resolve(alternative); ok {
					queue = append(queue, actual)
					break
				}
			}
		}
	}
	return sorted(found)
}

func sorted(packages map[string]debPackage) []debPackage {
	var list []debPackage
	for _, p := range packages {
		list = append(list, p)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	return list
}
