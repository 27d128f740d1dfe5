/** The pages of the form, in order. */
export const STEPS = ['basics', 'topology', 'storage', 'resources', 'configuration', 'networking', 'review'] as const;

export type Step = typeof STEPS[number];

/** The fields of the form. Where there are many of a kind, the number counts from 0. */
export type Field =
  | 'name' | 'namespace' | 'nodes' | 'image' | 'pullSecrets' | 'clusterName' | 'datacenter'
  | 'racks' | `racks.${ number }.name` | `racks.${ number }.zone` | `racks.${ number }.nodes` | 'seeds' | 'antiAffinity'
  | 'storage.className' | 'storage.size' | 'storage.retention'
  | 'storageClass.name' | 'storageClass.provisioner' | 'storageClass.parameters' | 'storageClass.bindingMode' | 'storageClass.zones'
  | 'volumes' | 'volumes.driver' | `volumes.${ number }.host` | `volumes.${ number }.path` | `volumes.${ number }.server` | `volumes.${ number }.handle` | `volumes.${ number }.name`
  | 'commitLog.size' | 'commitLog.className'
  | 'resources.cpu' | 'resources.cpuLimit' | 'resources.memory' | 'resources.memoryRequest' | 'resources.heap'
  | 'numTokens' | 'snitch' | 'settings' | `settings.${ string }` | 'jvmOptions' | `jvmOptions.${ number }`
  | 'authentication.secret' | 'authentication.username' | 'authentication.password'
  | 'tls.client' | 'tls.internode'
  | 'clientService' | 'networkPolicy' | 'yaml';

/** Something to say beside a field. An `error` keeps the ring from being made, a `warning` does not. */
export interface FieldError {
  field: Field;
  /** The key of a translated sentence: `cassandra.create.error.<code>`. */
  code: string;
  severity: 'error' | 'warning';
  /** What the translated sentence names. */
  params: Record<string, string | number>;
}

/** Makes an error, or with `severity` a warning. */
export function fieldError(field: Field, code: string, params: FieldError['params'] = {}, severity: FieldError['severity'] = 'error'): FieldError {
  return { field, code, severity, params };
}

const STEP_OF: Readonly<Record<string, Step>> = {
  name: 'basics', namespace: 'basics', nodes: 'basics', image: 'basics', pullSecrets: 'basics', clusterName: 'basics', datacenter: 'basics',
  racks: 'topology', seeds: 'topology', antiAffinity: 'topology',
  storage: 'storage', storageClass: 'storage', volumes: 'storage', commitLog: 'storage',
  resources: 'resources',
  numTokens: 'configuration', snitch: 'configuration', settings: 'configuration', jvmOptions: 'configuration', authentication: 'configuration', tls: 'configuration',
  clientService: 'networking', networkPolicy: 'networking',
  yaml: 'review',
};

/** The page of the form that a field is on. */
export function stepOf(field: Field): Step {
  return STEP_OF[field.split('.', 1)[0] ?? ''] ?? 'basics';
}
