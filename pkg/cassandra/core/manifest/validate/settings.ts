import { nearest, settingsOf, type Setting, type SettingKind } from '../../settings';
import { fieldError, type FieldError } from '../field-error';
import { impliedSettings } from '../inside';
import type { ClusterSpec, SettingValue } from '../spec';
import { warning, type Finding } from './text';

/** Settings that the form, or the image's entrypoint, decides, and by what. */
const MANAGED: Readonly<Record<string, string>> = {
  cluster_name: 'clusterName', num_tokens: 'numTokens', endpoint_snitch: 'snitch', seed_provider: 'seeds',
  listen_address: 'address', listen_interface: 'address', broadcast_address: 'address',
  rpc_address: 'address', rpc_interface: 'address', broadcast_rpc_address: 'address',
  storage_port: 'port', ssl_storage_port: 'port', native_transport_port: 'port', native_transport_port_ssl: 'port', start_native_transport: 'port',
  data_file_directories: 'storage', commitlog_directory: 'storage', saved_caches_directory: 'storage', hints_directory: 'storage', local_system_data_file_directory: 'storage',
  initial_token: 'node',
};

const AUTHENTICATION = ['authenticator', 'authorizer'];

/** @param version of Cassandra, if it is one whose settings are known */
export function checkSettings(spec: ClusterSpec, version: string | undefined): Finding[] {
  const implied = impliedSettings(spec);

  return Object.entries(spec.configuration.settings).map(([key, value]) => {
    const field = `settings.${ key }` as const;

    if (MANAGED[key] !== undefined) {
      return fieldError(field, 'settingManaged', { key, by: MANAGED[key] });
    }
    if (key in implied) {
      return fieldError(field, 'settingManaged', { key, by: AUTHENTICATION.includes(key) ? 'authentication' : 'tls' });
    }

    return checkSetting(field, key, value, version) ?? checkMeaning(field, key, value);
  });
}

function checkSetting(field: FieldError['field'], key: string, value: SettingValue, version: string | undefined): Finding {
  const setting = settingsOf(version).get(key);

  if (!setting) {
    return unknown(field, key, version);
  }
  if (version === undefined) {
    return undefined;
  }
  // Cassandra refuses a file with both names, and that of the image has the new one.
  if (setting.renamedTo !== undefined) {
    return fieldError(field, 'settingRenamed', { key, to: setting.renamedTo, version });
  }
  if (value === null) {
    return fieldError(field, 'settingEmpty', { key });
  }

  return checkValue(field, setting, value, version) ?? (setting.deprecated ? warning(field, 'settingDeprecated', { key, version }) : undefined);
}

function unknown(field: FieldError['field'], key: string, version: string | undefined): Finding {
  const meant = nearest(version, key);
  const code = meant !== undefined ? 'settingMistyped' : version !== undefined ? 'settingUnknown' : 'settingUnknownAnywhere';

  // An image with a version of its own may know what no release does.
  return fieldError(field, code, { key, meant: meant ?? '', version: version ?? '' }, version === undefined ? 'warning' : 'error');
}

/** Values that Cassandra takes, and that do not do what people may hope for. */
function checkMeaning(field: FieldError['field'], key: string, value: SettingValue): Finding {
  if (AUTHENTICATION.includes(key)) {
    return warning(field, 'settingAuthentication', { key });
  }

  return key === 'auto_bootstrap' && value === false ? warning(field, 'settingAutoBootstrap') : undefined;
}

function checkValue(field: FieldError['field'], { key, kind }: Setting, value: SettingValue, version: string): Finding {
  if (kind && !fits(kind, value)) {
    return fieldError(field, 'settingValue', { key, type: kind.orPlain ? `${ kind.type }OrPlain` : kind.type, of: kind.of.join(', ') });
  }

  return kind?.type === 'map' ? checkInner(field, key, value, version) : undefined;
}

/** The settings within a map, where Cassandra knows which there are. */
function checkInner(field: FieldError['field'], key: string, value: SettingValue, version: string): Finding {
  const names = [...settingsOf(version).keys()];

  if (!isMap(value) || !names.some((name) => name.startsWith(`${ key }.`))) {
    return undefined;
  }

  return Object.entries(value).map(([name, inner]) => checkSetting(field, `${ key }.${ name }`, inner, version)).find((finding) => finding !== undefined);
}

function fits({ type, of, orPlain }: SettingKind, value: SettingValue): boolean {
  switch (type) {
  case 'flag':
    return typeof value === 'boolean';
  case 'integer':
    return Number.isInteger(value);
  case 'number':
    return Number.isFinite(value);
  case 'text':
    return typeof value !== 'object';
  case 'choice':
    return typeof value === 'string' && of.includes(value);
  case 'list':
    return Array.isArray(value);
  case 'map':
    return isMap(value);
  case 'class':
    return isClass(value) || (orPlain && typeof value === 'string') || (Array.isArray(value) && value.length === 1 && value.every(isClass));
  default:
    return (orPlain && Number.isInteger(value)) || (typeof value === 'string' && of.some((unit) => value.endsWith(unit) && /^\d+$/.test(value.slice(0, -unit.length))));
  }
}

function isMap(value: SettingValue): value is { [key: string]: SettingValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isClass(value: SettingValue): boolean {
  return isMap(value) && typeof value.class_name === 'string';
}
