// Package pki makes the lab's keys, certificates and kubeconfig files. What
// exists is kept, so that a lab that starts again trusts what it trusted before.
package pki

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

const validity = 10 * 365 * 24 * time.Hour // a lab's state may be kept for long

// Authority signs certificates. Its files are NAME.crt and NAME.key in a folder.
type Authority struct {
	dir  string
	name string
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// Subject says what a certificate is for.
type Subject struct {
	Name   string   // common name: the user, for a client
	Groups []string // organizations: the user's groups
	Hosts  []string // addresses and names, for a server
}

// OpenAuthority loads an authority, or makes it when there is none.
func OpenAuthority(dir, name string) (*Authority, error) {
	a := &Authority{dir: dir, name: name}
	err := a.load()
	if errors.Is(err, fs.ErrNotExist) {
		err = a.make()
	}
	if err != nil {
		return nil, fmt.Errorf("certificate authority %s: %w", name, err)
	}
	return a, nil
}

// CertFile is the authority's own certificate.
func (a *Authority) CertFile() string { return a.file(a.name + ".crt") }

// KeyFile is the authority's own key.
func (a *Authority) KeyFile() string { return a.file(a.name + ".key") }

func (a *Authority) file(name string) string { return filepath.Join(a.dir, name) }

func (a *Authority) load() error {
	cert, err := readPEM(a.CertFile())
	if err != nil {
		return err
	}
	if a.cert, err = x509.ParseCertificate(cert); err != nil {
		return err
	}
	key, err := readPEM(a.KeyFile())
	if err != nil {
		return err
	}
	a.key, err = x509.ParseECPrivateKey(key)
	return err
}

func (a *Authority) make() error {
	if err := os.MkdirAll(a.dir, 0o700); err != nil {
		return err
	}
	template := certificate(Subject{Name: a.name})
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = nil
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return err
	}
	if a.cert, err = x509.ParseCertificate(der); err != nil {
		return err
	}
	a.key = key
	// The key first: with the certificate there, load expects both.
	if err := writeKey(a.KeyFile(), key); err != nil {
		return err
	}
	return writePEM(a.CertFile(), "CERTIFICATE", der, 0o644)
}

// Pair is a certificate and its key.
type Pair struct{ CertFile, KeyFile string }

// Ensure makes FILE.crt and FILE.key when they are not there yet.
func (a *Authority) Ensure(file string, s Subject) (Pair, error) {
	pair := Pair{a.file(file + ".crt"), a.file(file + ".key")}
	if _, err := os.Stat(pair.CertFile); err == nil {
		return pair, nil
	}
	if err := a.issue(pair, s); err != nil {
		return pair, fmt.Errorf("certificate %s: %w", file, err)
	}
	return pair, nil
}

func (a *Authority) issue(pair Pair, s Subject) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.CreateCertificate(rand.Reader, certificate(s), a.cert, key.Public(), a.key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(pair.CertFile), 0o700); err != nil {
		return err
	}
	if err := writeKey(pair.KeyFile, key); err != nil {
		return err
	}
	return writePEM(pair.CertFile, "CERTIFICATE", der, 0o644)
}

func certificate(s Subject) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)) // rand.Reader never fails
	c := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: s.Name, Organization: s.Groups},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(validity),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	for _, h := range s.Hosts {
		if ip := net.ParseIP(h); ip != nil {
			c.IPAddresses = append(c.IPAddresses, ip)
		} else {
			c.DNSNames = append(c.DNSNames, h)
		}
	}
	if len(s.Hosts) > 0 {
		c.ExtKeyUsage = append(c.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
	}
	return c
}

// EnsureSigningKey makes the pair that signs service account tokens.
func EnsureSigningKey(dir string) (keyFile, publicFile string, err error) {
	keyFile, publicFile = filepath.Join(dir, "sa.key"), filepath.Join(dir, "sa.pub")
	if _, err := os.Stat(publicFile); err == nil {
		return keyFile, publicFile, nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", "", err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return "", "", err
	}
	if err := writeKey(keyFile, key); err != nil {
		return "", "", err
	}
	return keyFile, publicFile, writePEM(publicFile, "PUBLIC KEY", public, 0o644)
}

func writeKey(path string, key *ecdsa.PrivateKey) error {
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	return writePEM(path, "EC PRIVATE KEY", der, 0o600)
}

// writePEM writes in one step, so that an interrupted start leaves no half file.
func writePEM(path, kind string, der []byte, mode os.FileMode) error {
	tmp := path + ".new"
	if err := os.WriteFile(tmp, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), mode); err != nil {
		return err
	}
	return os.Rename(tmp, path)
}

func readPEM(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, fmt.Errorf("%s holds no PEM block", path)
	}
	return block.Bytes, nil
}
