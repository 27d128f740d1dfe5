package rancher

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"time"

	"github.com/rancher/apiserver/pkg/types"
	"github.com/rancher/steve/pkg/auth"
	steveschema "github.com/rancher/steve/pkg/schema"
	steveserver "github.com/rancher/steve/pkg/server"
	"github.com/rancher/steve/pkg/sqlcache/informer/factory"
	"github.com/rancher/wrangler/v3/pkg/ratelimit"
	"github.com/rancher/wrangler/v3/pkg/schemas"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/rest"
)

const (
	schemaPoll  = 20 * time.Millisecond
	schemaLimit = time.Minute

	// cachedEvents is how many changes of a type Steve remembers for browsers
	// that reconnect; the figure is Rancher's.
	cachedEvents = 1000
)

// startSteve starts Steve and returns it once it knows the cluster's types. It
// takes the user from the request's context and impersonates that user.
func startSteve(ctx context.Context, config *rest.Config, stateDir string, prefs *preferences) (http.Handler, error) {
	var steve *steveserver.Server
	err := withCacheFolder(filepath.Join(stateDir, "steve-cache"), func() (err error) {
		steve, err = steveserver.New(ctx, unlimited(config), &steveserver.Options{
			AuthMiddleware: auth.ExistingContext,
			ServerVersion:  Version,
			SQLCacheFactoryOptions: factory.CacheFactoryOptions{
				GCKeepCount: cachedEvents,
				UseTempDir:  true, // see withCacheFolder
			},
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("start Steve: %w", err)
	}
	if err := prefs.install(steve.BaseSchemas); err != nil {
		return nil, fmt.Errorf("start Steve: %w", err)
	}
	if err := announceSelfUser(steve.BaseSchemas); err != nil {
		return nil, fmt.Errorf("start Steve: %w", err)
	}
	steve.SchemaFactory.AddTemplate(steveschema.Template{ID: "management.cattle.io.cluster", Formatter: listRelationships})
	if err := knowsTypes(ctx, steve.SchemaFactory); err != nil {
		return nil, fmt.Errorf("start Steve: %w", err)
	}
	return steve, nil
}

// unlimited is the configuration without client-side throttling: the API server
// is on the same machine and does its own.
func unlimited(config *rest.Config) *rest.Config {
	config = rest.CopyConfig(config)
	config.RateLimiter = ratelimit.None
	return config
}

// withCacheFolder runs start with Steve's cache going to folder, emptied of what
// a former run left. Steve can put its SQLite files only into the working
// directory or the temporary one; it makes them while it starts, and afterwards
// knows them by their full path.
func withCacheFolder(folder string, start func() error) error {
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("empty the cache: %w", err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make the cache: %w", err)
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return fmt.Errorf("make the cache: %w", err)
	}
	const variable = "TMPDIR"
	before, was := os.LookupEnv(variable)
	if err := os.Setenv(variable, folder); err != nil {
		return fmt.Errorf("make the cache: %w", err)
	}
	defer func() {
		if was {
			_ = os.Setenv(variable, before)
		} else {
			_ = os.Unsetenv(variable)
		}
	}()
	return start()
}

// knowsTypes waits until Steve, which learns types in the background, has both
// Kubernetes' and Rancher's: before that it answers 404 for them.
func knowsTypes(ctx context.Context, known steveschema.Factory) error {
	wanted := []schema.GroupVersionResource{{Group: "apps", Version: "v1", Resource: "statefulsets"}}
	for _, k := range rancherKinds {
		wanted = append(wanted, k.resource())
	}
	missing := ""
	err := wait.PollUntilContextTimeout(ctx, schemaPoll, schemaLimit, true, func(context.Context) (bool, error) {
		missing = ""
		for _, w := range wanted {
			if known.ByGVR(w) == "" {
				missing = w.GroupResource().String()
			}
		}
		return missing == "", nil
	})
	if err != nil {
		return fmt.Errorf("it does not know the type %s: %w", missing, err)
	}
	return nil
}

// announceSelfUser names the type that norman.go answers for: what the dashboard
// does not find among the types, it believes forbidden.
func announceSelfUser(known *types.APISchemas) error {
	return known.AddSchema(types.APISchema{Schema: &schemas.Schema{
		ID: selfUserType, PluralName: selfUserType, CollectionMethods: []string{http.MethodPost},
	}})
}

// listRelationships makes metadata.relationships of a cluster a list when there
// are none: Steve leaves it null and the explorer's first page stays blank.
func listRelationships(_ *types.APIRequest, resource *types.RawResource) {
	data := resource.APIObject.Data()
	found := reflect.ValueOf(data.Map("metadata")["relationships"]) // a slice of a type private to Steve
	if !found.IsValid() || found.Kind() != reflect.Slice || found.Len() == 0 {
		data.SetNested([]any{}, "metadata", "relationships")
	}
}
