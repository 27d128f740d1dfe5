package rancher

import (
	"context"
	"fmt"
	"reflect"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const (
	pluginPoll = 2 * time.Second

	// fromFolder marks the UIPlugin objects that follow the folder of builds;
	// others were made by hand and are left alone.
	fromFolder = "cassandra-for-rancher-lab/from-folder"

	// wantsExtensions is the annotation without which the dashboard refuses an
	// extension.
	wantsExtensions = "catalog.cattle.io/ui-extensions-version"
)

// pluginSync keeps one UIPlugin object for each extension in the folder of builds.
type pluginSync struct {
	dir, url string
	objects  *applier
	log      func(format string, a ...any)

	applied []build
	known   bool // whether applied says what the objects are
}

// watch follows the folder until ctx is done. It says what goes wrong once, not
// every two seconds.
func (s *pluginSync) watch(ctx context.Context) {
	if s.dir == "" {
		return
	}
	tick := time.NewTicker(pluginPoll)
	defer tick.Stop()
	said := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := s.once(ctx); err == nil {
			said = ""
		} else if ctx.Err() == nil && err.Error() != said {
			said = err.Error()
			s.log("extensions: %s", said)
		}
	}
}

// once brings the objects in step with the folder.
func (s *pluginSync) once(ctx context.Context) error {
	var found []build
	if s.dir != "" {
		var err error
		if found, err = builds(s.dir); err != nil {
			return err
		}
	}
	if s.known && reflect.DeepEqual(identities(found), identities(s.applied)) {
		return nil
	}
	for _, b := range found {
		if err := s.objects.apply(ctx, b.uiPlugin(s.url)); err != nil {
			return err
		}
		s.log("extension %s %s is served", b.Name, b.Version)
		if b.Annotations[wantsExtensions] == "" {
			s.log("extension %s has no annotation %s: the dashboard will refuse it", b.Name, wantsExtensions)
		}
	}
	if err := s.removeGone(ctx, found); err != nil {
		return err
	}
	s.applied, s.known = found, true
	return nil
}

// identities are the builds without their time: a rebuild of the same version
// changes files, not the object.
func identities(all []build) []build {
	out := make([]build, len(all))
	for i, b := range all {
		b.Built = time.Time{}
		out[i] = b
	}
	return out
}

func (s *pluginSync) removeGone(ctx context.Context, found []build) error {
	here := map[string]bool{}
	for _, b := range found {
		here[b.Name] = true
	}
	plugins := s.objects.of(uiPluginKind, pluginNamespace)
	made, err := plugins.List(ctx, metav1.ListOptions{LabelSelector: fromFolder})
	if err != nil {
		return fmt.Errorf("list UIPlugins: %w", err)
	}
	for _, o := range made.Items {
		if here[o.GetName()] {
			continue
		}
		if err := plugins.Delete(ctx, o.GetName(), metav1.DeleteOptions{}); err != nil {
			return fmt.Errorf("remove UIPlugin %s: %w", o.GetName(), err)
		}
		s.log("extension %s is gone", o.GetName())
	}
	return nil
}

// plugins are the spec.plugin parts of all UIPlugin objects, by plugin name.
func (a *applier) plugins(ctx context.Context) (map[string]fields, error) {
	all, err := a.of(uiPluginKind, pluginNamespace).List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, fmt.Errorf("list UIPlugins: %w", err)
	}
	out := map[string]fields{}
	for _, o := range all.Items {
		plugin, _, _ := unstructured.NestedMap(o.Object, "spec", "plugin")
		if name, _ := plugin["name"].(string); name != "" {
			out[name] = plugin
		}
	}
	return out, nil
}
