package rancher

import "context"

// seedFacts are what the seeded objects say about this lab.
type seedFacts struct {
	URL, Kubernetes string
	Nodes           int
}

// seed makes everything that a Rancher server would have made by the time that
// somebody can log in. It may run over the objects of a former start.
func seed(ctx context.Context, objects *applier, facts seedFacts) error {
	for _, k := range rancherKinds {
		if err := objects.apply(ctx, k.definition()); err != nil {
			return err
		}
	}
	// Waiting once for all of them lets the API server work on them together.
	for _, k := range rancherKinds {
		if err := objects.established(ctx, k); err != nil {
			return err
		}
	}
	if err := objects.apply(ctx, rancherObjects(facts)...); err != nil {
		return err
	}
	rights, err := rights(ctx, objects)
	if err != nil {
		return err
	}
	return objects.apply(ctx, rights...)
}
