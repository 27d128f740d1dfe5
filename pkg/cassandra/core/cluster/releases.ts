import { cassandraVersion } from './image';

/** A line of releases that the official image is, or was, made of. */
export interface Release {
  /** Such as `5.0`. */
  line: string;
  /** The newest of it that the official image is made of. */
  latest: string;
  /** Version of Java in the official image. */
  java: number;
  /** `last`: the next line that comes out ends this one. */
  support: 'maintained' | 'last' | 'ended';
}

/**
 * Newest first. Three lines are maintained at a time: 4.0 until 6.0 is out, which is an alpha version today.
 * Sources: docker-library/cassandra and Maven Central, November 2026; Apache Cassandra's release policy ("the latest
 * three releases").
 */
export const RELEASES: readonly Release[] = [
  { line: '5.0', latest: '5.0.8', java: 17, support: 'maintained' },
  { line: '4.1', latest: '4.1.11', java: 11, support: 'maintained' },
  { line: '4.0', latest: '4.0.20', java: 11, support: 'last' },
  { line: '3.11', latest: '3.11.19', java: 8, support: 'ended' },
  { line: '3.0', latest: '3.0.32', java: 8, support: 'ended' },
];

/** The line that a version belongs to, if it is one of the known; `5` belongs to the newest line of 5. */
export function releaseOfVersion(version: string | undefined): Release | undefined {
  return version === undefined ? undefined : RELEASES.find(({ line }) => `${ version }.`.startsWith(`${ line }.`) || version.startsWith(`${ line }-`) || line.startsWith(`${ version }.`));
}

/** The line that an image is of, as far as its name and tag tell. */
export function releaseOf(image: string): Release | undefined {
  return releaseOfVersion(cassandraVersion(image));
}
