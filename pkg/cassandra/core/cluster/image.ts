/** What the text of an image reference says; nothing is looked up in a registry. */
export interface ImageReference {
  /** All before tag and digest, e.g. `docker.io/bitnamilegacy/cassandra`. */
  repository: string;
  /** The last part of the repository, e.g. `cassandra`. */
  name: string;
  tag?: string;
  digest?: string;
}

/**
 * What an image is for, judged by its name.
 *
 * - `server`: an image that is known to run Cassandra
 * - `similar`: named after Cassandra, otherwise unknown
 * - `relative`: a database that speaks Cassandra's protocol. Drivers and much of nodetool work with it, but its versions,
 *   settings and operations are its own, so that advice meant for Cassandra would be wrong
 * - `tool`: known to be something else, although it may carry the same ports, variables and labels
 * - `unknown`: the name tells nothing
 */
export type ImageKind = 'server' | 'similar' | 'relative' | 'tool' | 'unknown';

/** Names under which servers are published: official and Bitnami, k8ssandra, DataStax, Elassandra. */
const SERVERS = /^(?:cassandra|apache-cassandra|cass-management-api|dse-server|dse-mgmtapi-\S+|hcd|elassandra)$/;

/** Servers whose tags count versions of their own, not Cassandra's. */
const OWN_VERSIONS = /^(?:dse|hcd|elassandra)/;

/**
 * What is in the images of the Kubernetes example, whose tags count the example's own versions. Source: the Makefiles of
 * kubernetes/examples.
 */
const EXAMPLES: Readonly<Record<string, string>> = { v13: '3.11.2', v14: '3.11.2' };

/** Tools that stand beside Cassandra. */
const NEVER = /exporter|reaper|medusa|stargate/;

const RELATIVES = /scylla|yugabyte/;

/** What, said together with a database's name, is a tool for it. */
const TOOLS = /operator|backup|restore|web|client|agent|sidecar|logger|proxy|metrics|init|config|-ui$/;

/** Splits an image reference. A port in the registry's name is not taken for a tag. */
export function parseImage(reference: string): ImageReference {
  const [tagged = '', digest] = reference.split('@', 2);
  const slash = tagged.lastIndexOf('/');
  const colon = tagged.indexOf(':', slash + 1);
  const repository = colon < 0 ? tagged : tagged.slice(0, colon);

  return {
    repository,
    name: repository.slice(slash + 1),
    ...(colon < 0 ? {} : { tag: tagged.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
  };
}

export function imageKind(reference: string): ImageKind {
  const { name } = parseImage(reference);

  if (SERVERS.test(name)) {
    return 'server';
  }
  const relative = RELATIVES.test(name);

  if (NEVER.test(name) || ((relative || name.includes('cass')) && TOOLS.test(name))) {
    return 'tool';
  }
  if (relative) {
    return 'relative';
  }

  return name.includes('cassandra') ? 'similar' : 'unknown';
}

/**
 * The Cassandra version that a tag names: `5.0`, `4.1.10-jdk11` (4.1.10), `5.0.5-debian-12-r3` (5.0.5), `6.0-alpha2`.
 *
 * @returns `undefined` for tags that are no version of Cassandra (`latest`), and for images that may well count
 *   versions of their own
 */
export function cassandraVersion(reference: string): string | undefined {
  const { repository, name, tag = '' } = parseImage(reference);

  if (repository.endsWith('google-samples/cassandra')) {
    return EXAMPLES[tag];
  }

  return !SERVERS.test(name) || OWN_VERSIONS.test(name) ? undefined : /^\d{1,2}(?:\.\d+){0,2}(?:-(?:alpha|beta|rc)\d+)?(?![\w.])/.exec(tag)?.[0];
}
