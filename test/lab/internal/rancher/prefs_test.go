package rancher

import (
	"net/http/httptest"
	"reflect"
	"testing"

	"github.com/rancher/apiserver/pkg/types"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/endpoints/request"
)

func asUser(name string) *types.APIRequest {
	r := httptest.NewRequest("GET", "/v1/userpreferences", nil)
	if name != "" {
		r = r.WithContext(request.WithUser(r.Context(), &user.DefaultInfo{Name: name}))
	}
	return &types.APIRequest{Request: r}
}

func preferencesIn(t *testing.T, dir string) *preferences {
	t.Helper()
	p, err := openPreferences(dir)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPreferencesAreEachUsersOwn(t *testing.T) {
	dir := t.TempDir()
	p := preferencesIn(t, dir)
	dark := map[string]any{"theme": "dark"}
	// The id in the address is another user's: it must not matter.
	if _, err := p.Update(asUser("u-viewer"), nil, types.APIObject{Object: map[string]any{"data": dark}}, "user-admin"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]map[string]any{"u-viewer": dark, "user-admin": {}} {
		for _, p := range []*preferences{p, preferencesIn(t, dir)} { // now, and after a restart
			one, err := p.ByID(asUser(name), nil, "u-viewer")
			if err != nil || one.ID != name || !reflect.DeepEqual(one.Data()["data"], want) {
				t.Errorf("%s has %v (%v)", name, one, err)
			}
			all, err := p.List(asUser(name), nil)
			if err != nil || len(all.Objects) != 1 || all.Objects[0].ID != name {
				t.Errorf("%s sees %v (%v)", name, all, err)
			}
		}
	}
	if _, err := p.Delete(asUser("u-viewer"), nil, ""); err != nil {
		t.Fatal(err)
	}
	if one, _ := p.ByID(asUser("u-viewer"), nil, ""); !reflect.DeepEqual(one.Data()["data"], map[string]any{}) {
		t.Errorf("deleted preferences are there: %v", one)
	}
}

func TestPreferencesWantAUser(t *testing.T) {
	p := preferencesIn(t, t.TempDir())
	if _, err := p.ByID(asUser(""), nil, "user-admin"); err == nil {
		t.Error("preferences without a user")
	}
	if _, err := p.Update(asUser(""), nil, types.APIObject{Object: map[string]any{}}, "user-admin"); err == nil {
		t.Error("preferences kept without a user")
	}
}

func TestPreferencesHandedOutAreACopy(t *testing.T) {
	p := preferencesIn(t, t.TempDir())
	one, _ := p.ByID(asUser("u-viewer"), nil, "")
	one.Data()["data"].(map[string]any)["theme"] = "changed by the reader"
	if again, _ := p.ByID(asUser("u-viewer"), nil, ""); len(again.Data()["data"].(map[string]any)) != 0 {
		t.Error("a reader changed what is kept")
	}
}
