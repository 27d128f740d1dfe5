import type { ObjectMeta } from 'kubernetes-types/meta/v1';

import { clusterSelector, LABEL_MANAGED_BY, MANAGER, memberSelector } from '../cluster/labels';
import type { ClusterSpec } from './spec';
import type { MemberSpec } from './topology';

/** What every pod of the ring carries. */
export function ringLabels({ name }: ClusterSpec): Record<string, string> {
  return clusterSelector(name);
}

/** What every pod of a rack carries, and no other. */
export function rackLabels({ name, datacenter }: ClusterSpec, { rack }: MemberSpec): Record<string, string> {
  return memberSelector(name, datacenter, rack.name);
}

/** Adds who made an object; no part of any selector, since that may change. */
export function owned(labels: Record<string, string>): Record<string, string> {
  return { ...labels, [LABEL_MANAGED_BY]: MANAGER };
}

/** Metadata of an object in the ring's namespace. */
export function metadata(spec: ClusterSpec, name: string, labels = ringLabels(spec)): ObjectMeta {
  return { name, namespace: spec.namespace, labels: owned(labels) };
}

/** Metadata of an object that is in no namespace. */
export function clusterWide(spec: ClusterSpec, name: string): ObjectMeta {
  return { name, labels: owned(ringLabels(spec)) };
}
