import { fieldError } from '../field-error';
import type { ClusterSpec } from '../spec';
import type { Surroundings } from '../surroundings';
import { isNamespaceName, isQualifiedName, MAX_LABEL, warning, type Finding } from './text';

export function networking(spec: ClusterSpec, known: Surroundings): Finding[] {
  return [checkClientService(spec), checkNetworkPolicy(spec, known)];
}

function checkClientService({ clientService, authentication, networkPolicy }: ClusterSpec): Finding {
  const malformed = Object.keys(clientService?.annotations ?? {}).find((key) => !isQualifiedName(key.toLowerCase()));

  if (malformed !== undefined) {
    return fieldError('clientService', 'invalidAnnotation', { key: malformed });
  }
  if (clientService === undefined || clientService.type === 'ClusterIP') {
    return undefined;
  }
  // What comes from outside of Kubernetes is from no namespace.
  if (networkPolicy) {
    return warning('clientService', 'policyShutsOut', { type: clientService.type });
  }

  return authentication ? undefined : warning('clientService', 'openToAll', { type: clientService.type });
}

function checkNetworkPolicy({ networkPolicy, namespace }: ClusterSpec, { namespaces }: Surroundings): Finding {
  const wanted = networkPolicy?.namespaces ?? [];
  const malformed = wanted.find((name) => name.length > MAX_LABEL || !isNamespaceName(name));
  const unknown = wanted.find((name) => name !== namespace && namespaces?.every((known) => known.name !== name));

  if (malformed !== undefined) {
    return fieldError('networkPolicy', 'invalidPolicyNamespace', { name: malformed });
  }
  if (unknown !== undefined) {
    return warning('networkPolicy', 'policyNamespaceMissing', { name: unknown });
  }

  return networkPolicy && wanted.length === 0 ? warning('networkPolicy', 'policyForNobody') : undefined;
}
