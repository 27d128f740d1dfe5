package rancher

import (
	"encoding/json"
	"net/http"
)

// fields is a JSON object.
type fields = map[string]any

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// The status is sent; an error here means that the client is gone.
	_ = json.NewEncoder(w).Encode(body)
}

// fail answers with an error in the form that Rancher's APIs share.
func fail(w http.ResponseWriter, status int, message string) {
	reply(w, status, fields{
		"type": "error", "baseType": "error",
		"status": status, "code": http.StatusText(status), "message": message,
	})
}

// collection is a list in the form of Rancher's v3 API.
func collection(resourceType string, data []fields) fields {
	return fields{"type": "collection", "resourceType": resourceType, "links": fields{}, "data": data}
}
