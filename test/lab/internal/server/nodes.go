package server

import (
	"context"
	"fmt"

	"cassandra-for-rancher/lab/internal/plan"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// forgetNodes deletes the Node objects of an earlier run that had more nodes.
func forgetNodes(ctx context.Context, client kubernetes.Interface, count int) error {
	wanted := map[string]bool{}
	for _, n := range plan.Nodes(count) {
		wanted[n.Name] = true
	}
	list, err := client.CoreV1().Nodes().List(ctx, meta.ListOptions{})
	if err != nil {
		return fmt.Errorf("list nodes: %w", err)
	}
	for _, n := range list.Items {
		if wanted[n.Name] {
			continue
		}
		if err := client.CoreV1().Nodes().Delete(ctx, n.Name, meta.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("delete node %s: %w", n.Name, err)
		}
	}
	return nil
}
