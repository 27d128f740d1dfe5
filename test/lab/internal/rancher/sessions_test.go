package rancher

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestLoginGivesCookieAndTokenAndLogoutEndsIt(t *testing.T) {
	s := newSite(t)
	w := s.do("POST", "/v1-public/login", `{"username":"viewer","password":"viewer-lab-password","responseType":"cookie"}`)
	if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "token") {
		t.Fatalf("login for a cookie: %d %s", w.Code, w.Body)
	}
	cookies := w.Result().Cookies()
	if len(cookies) != 1 || cookies[0].Name != "R_SESS" || !cookies[0].HttpOnly || !cookies[0].Secure || len(cookies[0].Value) != 64 {
		t.Fatalf("cookies %v", cookies)
	}
	cookie := "R_SESS=" + cookies[0].Value
	if got := s.reached(s.do("GET", "/v1/pods", "", "Cookie", cookie)); got.User != "u-viewer" {
		t.Errorf("by cookie as %q", got.User)
	}
	if got := s.reached(s.do("GET", "/v1/pods", "", "Authorization", bearer+cookies[0].Value)); got.User != "u-viewer" {
		t.Errorf("by Bearer as %q", got.User)
	}
	other := s.login("viewer")
	if w := s.do("POST", "/v1/logout", "{}", "Cookie", cookie); w.Code != http.StatusOK || w.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("logout: %d %v", w.Code, w.Result().Cookies())
	}
	if w := s.do("GET", "/v1/pods", "", "Cookie", cookie); w.Code != http.StatusUnauthorized {
		t.Errorf("after logout: %d", w.Code)
	}
	if w := s.do("GET", "/v1/pods", "", "Authorization", other); w.Code != http.StatusOK {
		t.Errorf("logout ended another session too: %d", w.Code)
	}
}

func TestLoginRefuses(t *testing.T) {
	s := newSite(t)
	for body, want := range map[string]int{
		`{"username":"admin","password":"wrong"}`:               http.StatusUnauthorized,
		`{"username":"admin","password":""}`:                    http.StatusUnauthorized,
		`{"username":"nobody","password":"admin-lab-password"}`: http.StatusUnauthorized,
		`{"username":"viewer","password":"admin-lab-password"}`: http.StatusUnauthorized,
		`{}`:       http.StatusUnauthorized,
		`not JSON`: http.StatusBadRequest,
		`{"username":"` + strings.Repeat("a", maxLoginBody) + `"}`: http.StatusBadRequest,
	} {
		w := s.do("POST", "/v1-public/login", body)
		if w.Code != want || len(w.Result().Cookies()) != 0 {
			t.Errorf("login with %.60s: %d, want %d; cookies %v", body, w.Code, want, w.Result().Cookies())
		}
	}
}

func TestSessionsSurviveARestartButNotTheirEnd(t *testing.T) {
	dir := t.TempDir()
	first, err := openSessions(dir)
	if err != nil {
		t.Fatal(err)
	}
	stays, err := first.start(Users[0])
	if err != nil {
		t.Fatal(err)
	}
	ended, _ := first.start(Users[1])
	if err := first.end(ended); err != nil {
		t.Fatal(err)
	}
	again, err := openSessions(dir)
	if err != nil {
		t.Fatal(err)
	}
	if u, ok := again.user(stays); !ok || u.ID != Users[0].ID {
		t.Errorf("the session did not survive: %v %v", u.ID, ok)
	}
	if _, ok := again.user(ended); ok {
		t.Error("a session that had ended is open again")
	}
	path := filepath.Join(dir, "sessions.json")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), stays) {
		t.Error("the file holds the token itself")
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v", info.Mode())
	}
}

func TestSessionsExpire(t *testing.T) {
	s, err := openSessions(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.start(Users[0])
	if err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return time.Now().Add(sessionLife + time.Minute) }
	if _, ok := s.user(token); ok {
		t.Error("a session outlived its time")
	}
	if _, err := s.start(Users[0]); err != nil || len(s.open) != 1 {
		t.Errorf("expired sessions are kept: %d open, %v", len(s.open), err)
	}
}

func TestABrokenSessionFileIsNoObstacle(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "sessions.json"), "{half")
	s, err := openSessions(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.start(Users[0]); err != nil {
		t.Fatal(err)
	}
}
