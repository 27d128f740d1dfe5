package rancher

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

const (
	cookieName = "R_SESS"
	bearer     = "Bearer "

	// failedLoginDelay makes guessing slow without a lock-out to get stuck in.
	failedLoginDelay = 200 * time.Millisecond
	maxLoginBody     = 1 << 16
)

// token is what the request carries to say whose session it belongs to. A Bearer
// header wins over the cookie, as in Rancher.
func token(r *http.Request) string {
	if t, ok := strings.CutPrefix(r.Header.Get("Authorization"), bearer); ok {
		return t
	}
	if c, err := r.Cookie(cookieName); err == nil {
		return c.Value
	}
	return ""
}

// login opens a session. The dashboard asks for responseType "cookie"; scripts
// leave it out and find the token in the answer.
func login(open *sessions) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Username, Password, ResponseType string }
		if json.NewDecoder(http.MaxBytesReader(w, r.Body, maxLoginBody)).Decode(&in) != nil {
			fail(w, http.StatusBadRequest, "the login request is not valid JSON")
			return
		}
		u, ok := checkPassword(in.Username, in.Password)
		if !ok {
			select {
			case <-time.After(failedLoginDelay):
			case <-r.Context().Done():
			}
			fail(w, http.StatusUnauthorized, "authentication failed")
			return
		}
		t, err := open.start(u)
		if err != nil {
			fail(w, http.StatusInternalServerError, err.Error())
			return
		}
		http.SetCookie(w, &http.Cookie{Name: cookieName, Value: t, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		out := fields{"type": "loginResponse", "userId": u.ID}
		if in.ResponseType != "cookie" {
			out["token"] = t
		}
		reply(w, http.StatusOK, out)
	}
}

func logout(open *sessions) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: cookieName, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		if err := open.end(caller(r).token); err != nil {
			fail(w, http.StatusInternalServerError, err.Error())
			return
		}
		reply(w, http.StatusOK, fields{})
	}
}
