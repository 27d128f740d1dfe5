package rancher

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path/filepath"
	"sync"
	"time"
)

// sessionLife is Rancher's default (auth-user-session-ttl-minutes).
const sessionLife = 16 * time.Hour

// session is what is kept of a login. The token itself is not: the file holds
// only its digest, so that reading the file does not let anybody in.
type session struct {
	User    string    `json:"user"`
	Expires time.Time `json:"expires"`
}

// sessions are the logins that are open, kept in a file so that they survive a
// restart of the lab.
type sessions struct {
	path string
	now  func() time.Time

	mu   sync.Mutex
	open map[string]session // by digest of the token
}

func openSessions(dir string) (*sessions, error) {
	s := &sessions{path: filepath.Join(dir, "sessions.json"), now: time.Now}
	if err := loadJSON(s.path, &s.open); err != nil {
		return nil, err
	}
	if s.open == nil {
		s.open = map[string]session{}
	}
	return s, nil
}

// start opens a session and returns its token.
func (s *sessions) start(u User) (string, error) {
	var secret [32]byte
	rand.Read(secret[:]) // never fails (crypto/rand)
	token := hex.EncodeToString(secret[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	maps.DeleteFunc(s.open, func(_ string, o session) bool { return now.After(o.Expires) })
	s.open[digest(token)] = session{User: u.ID, Expires: now.Add(sessionLife)}
	return token, saveJSON(s.path, s.open)
}

// user returns whose session the token opens.
func (s *sessions) user(token string) (User, bool) {
	if token == "" {
		return User{}, false
	}
	s.mu.Lock()
	o, ok := s.open[digest(token)]
	s.mu.Unlock()
	if !ok || s.now().After(o.Expires) {
		return User{}, false
	}
	return userByID(o.User)
}

// end closes a session; a token that opens none is no error.
func (s *sessions) end(token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := digest(token)
	if _, ok := s.open[id]; !ok {
		return nil
	}
	delete(s.open, id)
	return saveJSON(s.path, s.open)
}

func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
