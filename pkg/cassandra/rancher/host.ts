import type { HostStore } from './store';

/** What the shell tells an extension about the Rancher it runs in (`plugin.environment`). */
export interface HostEnvironment {
  readonly version?: string;
}

/** The one place that knows about differences between Rancher versions. */
export interface Host {
  /** As Rancher says it, for people to read. */
  readonly version: string | undefined;
  /** Is this Rancher that version (`2.13` or `2.13.2`) or a later one? */
  atLeast(version: string): boolean;
}

type Version = readonly [major: number, minor: number, patch: number];

/** Rancher hides `plugin.environment` from extensions before 2.11. */
const BEFORE_ENVIRONMENT: Version = [2, 10, 0];

/** A build between releases has no number (`head`, `dev`, a commit); it is ahead of every release. */
const UNRELEASED: Version = [Infinity, 0, 0];

export function describeHost(environment: HostEnvironment | undefined): Host {
  const version = environment?.version;
  const own = version ? parse(version) ?? UNRELEASED : BEFORE_ENVIRONMENT;

  return {
    version,
    atLeast(wanted) {
      const other = parse(wanted);

      if (!other) {
        throw new Error(`Not a version: ${ wanted }`);
      }

      return compare(own, other) >= 0;
    },
  };
}

/**
 * A feature flag of Rancher. Hosts throw for flags they do not know, which a flag of a later version is: then the
 * feature is as the host always had it, which `byDefault` says.
 */
export function featureEnabled(store: HostStore, name: string, byDefault: boolean): boolean {
  try {
    return store.getters['features/get']?.(name) ?? byDefault;
  } catch {
    return byDefault;
  }
}

/** Pre-release parts do not count: 2.15.0-rc1 has the APIs of 2.15. */
function parse(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\w.])/.exec(text) ?? [];

  return major && minor ? [Number(major), Number(minor), Number(patch ?? 0)] : undefined;
}

function compare(a: Version, b: Version): number {
  return (a[0] - b[0]) || (a[1] - b[1]) || (a[2] - b[2]);
}
