import { dump } from 'js-yaml';
import type { ConfigMap } from 'kubernetes-types/core/v1';

import { metadata } from '../labels';
import type { ClusterSpec, SettingValue } from '../spec';
import { nodeCount } from '../topology';
import { hash } from './hash';
import { ANNOTATION_CONFIG_HASH, configMapName, OPTIONS_FILE, SETTINGS_FILE } from './names';
import { tlsSettings } from './tls';

/** As many replicas of logins as most keyspaces have of their rows. */
const AUTH_REPLICAS = 3;

/** The number of replicas of system_auth. */
export function authReplicas(spec: ClusterSpec): number {
  return Math.min(AUTH_REPLICAS, nodeCount(spec));
}

/** Settings that follow from the form's switches; a person's own of the same key give way. */
export function impliedSettings(spec: Pick<ClusterSpec, 'authentication' | 'tls'>): Record<string, SettingValue> {
  return {
    ...(spec.authentication && { authenticator: 'PasswordAuthenticator', authorizer: 'CassandraAuthorizer' }),
    ...tlsSettings(spec),
  };
}

/** Settings that differ from those of the image, if any do. */
export function configMap(spec: ClusterSpec): ConfigMap | undefined {
  const settings = { ...spec.configuration.settings, ...impliedSettings(spec) };

  return Object.keys(settings).length === 0 ? undefined : {
    apiVersion: 'v1',
    kind:       'ConfigMap',
    metadata:   metadata(spec, configMapName(spec.name)),
    data:       {
      [SETTINGS_FILE]: dump(settings, { noRefs: true, lineWidth: -1 }),
      // With a single replica of each role, a second seed, which does not stream when it joins, would hide roles.
      ...(spec.authentication && { [OPTIONS_FILE]: `-Dcassandra.system_auth.default_rf=${ authReplicas(spec) }\n` }),
    },
  };
}

/** Annotations of the pod template: Kubernetes restarts nothing when only a ConfigMap changes. */
export function templateAnnotations(spec: ClusterSpec): Record<string, string> {
  const data = configMap(spec)?.data;

  return data ? { [ANNOTATION_CONFIG_HASH]: hash(JSON.stringify(data)) } : {};
}
