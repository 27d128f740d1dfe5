package rancher

import (
	"context"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/dynamic"
)

const (
	fieldManager = "cassandra-for-rancher-lab"

	applyRetry = 50 * time.Millisecond
	applyLimit = 30 * time.Second
)

// applier writes objects to the lab's Kubernetes.
type applier struct{ dyn dynamic.Interface }

func (a *applier) of(k kind, namespace string) dynamic.ResourceInterface {
	if k.namespaced {
		return a.dyn.Resource(k.resource()).Namespace(namespace)
	}
	return a.dyn.Resource(k.resource())
}

// apply makes the objects or puts them right, in this order.
func (a *applier) apply(ctx context.Context, items ...item) error {
	for _, i := range items {
		if err := a.applyOne(ctx, i); err != nil {
			return fmt.Errorf("make %s %s: %w", i.kind.name, i.object.GetName(), err)
		}
	}
	return nil
}

// applyOne waits for a type that the API server has accepted but does not serve
// yet, and for an API server that has only just started.
func (a *applier) applyOne(ctx context.Context, i item) error {
	var last error
	err := wait.PollUntilContextTimeout(ctx, applyRetry, applyLimit, true, func(ctx context.Context) (bool, error) {
		_, last = a.of(i.kind, i.object.GetNamespace()).Apply(ctx, i.object.GetName(), i.object,
			metav1.ApplyOptions{FieldManager: fieldManager, Force: true})
		switch {
		case last == nil:
			return true, nil
		case apierrors.IsNotFound(last), apierrors.IsServiceUnavailable(last), apierrors.IsTooManyRequests(last):
			return false, nil
		default:
			return false, last
		}
	})
	if err != nil && last != nil {
		return last
	}
	return err
}

// established waits until the API server serves a type.
func (a *applier) established(ctx context.Context, k kind) error {
	err := wait.PollUntilContextTimeout(ctx, applyRetry, applyLimit, true, func(ctx context.Context) (bool, error) {
		crd, err := a.of(crdKind, "").Get(ctx, k.crdName(), metav1.GetOptions{})
		if err != nil {
			return false, err
		}
		conditions, _, err := unstructured.NestedSlice(crd.Object, "status", "conditions")
		for _, c := range conditions {
			if c, ok := c.(fields); ok && c["type"] == "Established" && c["status"] == "True" {
				return true, nil
			}
		}
		return false, err
	})
	if err != nil {
		return fmt.Errorf("wait for the type %s: %w", k.crdName(), err)
	}
	return nil
}
