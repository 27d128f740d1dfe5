/** The fields of a {@link ClusterSpec}, by path. */
export type Field =
  | 'name' | 'namespace' | 'nodes' | 'image' | 'clusterName' | 'datacenter' | 'rack'
  | 'storage.className' | 'storage.size' | 'resources.cpu' | 'resources.memory';

/** What may be wrong with a field; a key for a translated sentence. */
export type FieldErrorCode =
  | 'required'
  | 'tooLong' // max, length
  | 'invalidName' // RFC 1035 label
  | 'invalidNamespace' // RFC 1123 label
  | 'nameTaken' // name
  | 'oldVolumes' // claims, first
  | 'invalidNodes' // min, max
  | 'singleNode'
  | 'twoNodes'
  | 'moreNodesThanHosts' // nodes, hosts
  | 'invalidImage'
  | 'invalidClusterName'
  | 'invalidTopologyName' // letters, digits, - _ .; as a label's value
  | 'invalidQuantity'
  | 'notPositive'
  | 'tooSmall' // min
  | 'exceedsHosts' // hosts
  | 'noStorageClass'
  | 'noDefaultStorageClass'
  | 'storageClassGone'; // name

/** Something to say beside a field. An `error` keeps the ring from being made, a `warning` does not. */
export interface FieldError {
  field: Field;
  code: FieldErrorCode;
  severity: 'error' | 'warning';
  /** What the translated sentence names. */
  params: Record<string, string | number>;
}

/** Makes an error, or with `severity` a warning. */
export function fieldError(field: Field, code: FieldErrorCode, params: FieldError['params'] = {}, severity: FieldError['severity'] = 'error'): FieldError {
  return { field, code, severity, params };
}
