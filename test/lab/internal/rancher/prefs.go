package rancher

import (
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"sync"

	"github.com/rancher/apiserver/pkg/apierror"
	"github.com/rancher/apiserver/pkg/store/empty"
	"github.com/rancher/apiserver/pkg/types"
	"github.com/rancher/wrangler/v3/pkg/schemas/validation"
	"k8s.io/apiserver/pkg/endpoints/request"
)

const preferenceType = "userpreference"

// preferences keeps the dashboard's preferences for each user. It stands in for
// Steve's own store, which is one file for everybody.
type preferences struct {
	empty.Store
	path string

	mu     sync.Mutex
	byUser map[string]map[string]any
}

func openPreferences(dir string) (*preferences, error) {
	p := &preferences{path: filepath.Join(dir, "preferences.json")}
	if err := loadJSON(p.path, &p.byUser); err != nil {
		return nil, err
	}
	if p.byUser == nil {
		p.byUser = map[string]map[string]any{}
	}
	return p, nil
}

// install puts this store in the place of Steve's.
func (p *preferences) install(schemas *types.APISchemas) error {
	s := schemas.LookupSchema(preferenceType)
	if s == nil {
		return fmt.Errorf("this Steve has no type %s", preferenceType)
	}
	s.Store = p
	return nil
}

// ByID always answers with the caller's own preferences, whatever id is asked for.
func (p *preferences) ByID(op *types.APIRequest, _ *types.APISchema, _ string) (types.APIObject, error) {
	name, err := preferencesOf(op)
	if err != nil {
		return types.APIObject{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	data := map[string]any{}
	maps.Copy(data, p.byUser[name])
	return types.APIObject{Type: preferenceType, ID: name, Object: map[string]any{"data": data}}, nil
}

func (p *preferences) List(op *types.APIRequest, s *types.APISchema) (types.APIObjectList, error) {
	one, err := p.ByID(op, s, "")
	if err != nil {
		return types.APIObjectList{}, err
	}
	return types.APIObjectList{Objects: []types.APIObject{one}}, nil
}

func (p *preferences) Update(op *types.APIRequest, s *types.APISchema, in types.APIObject, _ string) (types.APIObject, error) {
	return p.put(op, s, in.Data().Map("data"))
}

func (p *preferences) Delete(op *types.APIRequest, s *types.APISchema, _ string) (types.APIObject, error) {
	return p.put(op, s, nil)
}

func (p *preferences) put(op *types.APIRequest, s *types.APISchema, data map[string]any) (types.APIObject, error) {
	name, err := preferencesOf(op)
	if err != nil {
		return types.APIObject{}, err
	}
	p.mu.Lock()
	p.byUser[name] = data
	err = saveJSON(p.path, p.byUser)
	p.mu.Unlock()
	if err != nil {
		return types.APIObject{}, err
	}
	return p.ByID(op, s, "")
}

func preferencesOf(op *types.APIRequest) (string, error) {
	u, ok := request.UserFrom(op.Context())
	if !ok || u.GetName() == "" {
		return "", apierror.NewAPIError(validation.ErrorCode{Code: "Unauthorized", Status: http.StatusUnauthorized}, "must authenticate")
	}
	return u.GetName(), nil
}
