import { CORE_SCHEMA, dump, load, YAMLException } from 'js-yaml';
import type { SettingValue } from './spec';

/** Why a text is no YAML. */
export interface YamlProblem {
  /** What the parser says; in English. */
  reason: string;
  /** Counts from 1. */
  line: number;
}

/**
 * The value that a person typed for a setting, as YAML reads it. What is no YAML is taken as the text that it is, so
 * that nothing typed is lost, and told.
 */
export function readSetting(text: string): { value: SettingValue; problem?: YamlProblem } {
  const read = readYaml(text);

  return 'problem' in read ? { value: text, problem: read.problem } : { value: read.value };
}

/** How a value is typed: what `readSetting` reads as the same value. */
export function settingText(value: SettingValue): string {
  return dump(value, { schema: CORE_SCHEMA, lineWidth: -1, flowLevel: isNested(value) ? -1 : 0 }).trimEnd();
}

/** Reads a piece of cassandra.yaml: settings by key. */
export function readSettings(text: string): { settings: Record<string, SettingValue> } | { problem: YamlProblem } {
  const read = readYaml(text);

  if ('problem' in read) {
    return read;
  }

  return isMap(read.value) ? { settings: read.value } : { problem: { reason: '', line: 1 } };
}

function readYaml(text: string): { value: SettingValue } | { problem: YamlProblem } {
  try {
    const value: unknown = load(text, { schema: CORE_SCHEMA });

    return { value: isSettingValue(value) ? value : null }; // nothing but an empty text is none
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) {
      throw thrown;
    }

    // The parser puts what is missing at the end on a line of its own.
    return { problem: { reason: thrown.reason, line: Math.min(thrown.mark.line + 1, text.split('\n').length) } };
  }
}

/** A list or map with others inside, which one line would not show well. */
function isNested(value: SettingValue): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => typeof inner === 'object' && inner !== null);
}

function isMap(value: SettingValue): value is { [key: string]: SettingValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSettingValue(value: unknown): value is SettingValue {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).every(isSettingValue);
  }

  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
