package rancher

import (
	"context"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// This file answers for Rancher's older API ("Norman", /v3) and for the
// endpoints of Rancher itself that the dashboard cannot start without.

const (
	selfUserType = "ext.cattle.io.selfuser"

	normanPing         = 5 * time.Second
	normanWriteTimeout = 10 * time.Second
)

func rancherVersion(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, fields{"Version": Version, "GitCommit": "lab", "RancherPrime": "false"})
}

func authProviders(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, collection("authProvider", []fields{{
		"id": "local", "type": "localProvider", "baseType": "authProvider",
		"links": fields{"self": "/v3-public/localProviders/local"},
	}}))
}

func selfUser(w http.ResponseWriter, r *http.Request) {
	reply(w, http.StatusCreated, fields{
		"type": selfUserType, "metadata": fields{},
		"status": fields{"userID": caller(r).user.ID},
	})
}

func principals(w http.ResponseWriter, r *http.Request) {
	reply(w, http.StatusOK, collection("principal", []fields{principal(caller(r).user, true)}))
}

func onePrincipal(w http.ResponseWriter, r *http.Request) {
	for _, u := range Users {
		if u.principal() == r.PathValue("id") {
			reply(w, http.StatusOK, principal(u, u.ID == caller(r).user.ID))
			return
		}
	}
	fail(w, http.StatusNotFound, "no such principal")
}

func principal(u User, me bool) fields {
	return fields{
		"id": u.principal(), "type": "principal", "principalType": "user", "provider": "local",
		"me": me, "name": u.Display, "loginName": u.Login, "links": fields{},
	}
}

// normanSchemas names the one /v3 type that is served; the dashboard wants to
// find some to believe that this is a Rancher.
func normanSchemas(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, collection("schema", []fields{{
		"id": "principal", "type": "schema",
		"links":             fields{"collection": "/v3/principals", "self": "/v3/schemas/principal"},
		"resourceMethods":   []string{http.MethodGet},
		"collectionMethods": []string{http.MethodGet},
		"resourceFields":    fields{},
	}}))
}

// normanSubscribe accepts every watch of /v3 types and never has news, for
// nothing of them changes in the lab; the pings keep the dashboard content.
func normanSubscribe(w http.ResponseWriter, r *http.Request) {
	socket, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	defer socket.Close()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	asked := make(chan fields)
	go func() {
		defer cancel()
		for {
			var message fields
			if socket.ReadJSON(&message) != nil {
				return
			}
			select {
			case asked <- message:
			case <-ctx.Done():
				return
			}
		}
	}()
	ping := time.NewTicker(normanPing)
	defer ping.Stop()
	for {
		var answer fields
		select {
		case <-ctx.Done():
			return
		case <-ping.C:
			answer = fields{"name": "ping", "data": fields{}}
		case message := <-asked:
			answer = fields{"name": "resource.start", "resourceType": message["resourceType"]}
			if message["stop"] == true {
				answer["name"] = "resource.stop"
			}
		}
		if socket.SetWriteDeadline(time.Now().Add(normanWriteTimeout)) != nil || socket.WriteJSON(answer) != nil {
			return
		}
	}
}
