import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Container } from 'kubernetes-types/core/v1';

import { imageKind, type ImageKind } from './image';
import { ANNOTATION_CASSANDRA, APP_NAME, LABEL_MANAGED_BY, LABEL_NAME, MANAGER, OPERATOR_DATACENTER } from './labels';

/** What speaks for a StatefulSet being Cassandra. */
export type EvidenceCode =
  | 'declared' // a person said so
  | 'managed' // we made it
  | 'operator' // cass-operator made it
  | 'image' // an image known to run Cassandra
  | 'similarImage' // an image named after Cassandra
  | 'cqlPort' // 9042
  | 'internodePort' // 7000 or 7001
  | 'environment' // variables that configure the server
  | 'label'; // labels of charts and examples

export interface Evidence {
  code: EvidenceCode;
  /** One strong piece is enough; of weak ones it takes two of different kinds. */
  strength: 'strong' | 'weak';
  /** What was found, as it stands in the object: an image, a port, variable names, a label. */
  detail: string;
}

export interface Recognition {
  isCassandra: boolean;
  /** What a person said it is; it stands above all evidence. */
  declared?: boolean;
  /** The image of another database that speaks Cassandra's protocol. */
  relative?: string;
  /** The container that runs the database; where nodetool is to be run. */
  container?: string;
  evidence: Evidence[];
}

const CQL_PORT = 9042;
const INTERNODE_PORTS = [7000, 7001];

/**
 * Variables that only a server needs. Applications carry the likes of CASSANDRA_HOST, CASSANDRA_PORT and
 * CASSANDRA_USER, which must not make them databases.
 */
const SERVER_VARIABLES = /^CASSANDRA_(?:SEEDS|SEED_PROVIDER|CLUSTER_NAME|ENDPOINT_SNITCH|DC|DATACENTER|RACK|NUM_TOKENS|LISTEN_ADDRESS|BROADCAST_ADDRESS|BROADCAST_RPC_ADDRESS|RPC_ADDRESS|START_RPC|AUTO_BOOTSTRAP|PASSWORD_SEEDER)$/;

const APP_LABELS = [LABEL_NAME, 'app', 'k8s-app'];
const CHART_LABELS = ['helm.sh/chart', 'chart'];

/**
 * Decides whether a StatefulSet runs Cassandra, whoever made it: ourselves, the Kubernetes example, a chart, an
 * operator, or a hand-written manifest. What a person declared about it is honoured before anything else.
 */
export function recognise(statefulSet: StatefulSet): Recognition {
  const declared = declarationOf(statefulSet);
  const labels = { ...statefulSet.spec?.template?.metadata?.labels, ...statefulSet.metadata?.labels };
  const containers = (statefulSet.spec?.template?.spec?.containers ?? []).map((container) => ({ container, kind: imageKind(container.image ?? '') }));
  const relative = containers.find(({ kind }) => kind === 'relative')?.container.image;
  const best = containers
    .filter(({ kind }) => kind !== 'tool' && (declared || kind !== 'relative'))
    .map(({ container, kind }) => ({ container, evidence: containerEvidence(container, kind) }))
    .sort((a, b) => weight(b.evidence) - weight(a.evidence))[0];
  const evidence = [...(best?.evidence ?? []), ...labelEvidence(labels)];
  const isCassandra = declared ?? (best !== undefined && weight(evidence) >= 2);
  const container = best?.container ?? containers[0]?.container;

  return {
    isCassandra,
    ...(declared === undefined ? {} : { declared }),
    ...(relative === undefined ? {} : { relative }),
    ...(isCassandra && container ? { container: container.name } : {}),
    evidence: declared ? [{ code: 'declared', strength: 'strong', detail: `${ ANNOTATION_CASSANDRA }=true` }, ...evidence] : evidence,
  };
}

function declarationOf({ metadata }: StatefulSet): boolean | undefined {
  const said = metadata?.annotations?.[ANNOTATION_CASSANDRA];

  return said === 'true' || said === 'false' ? said === 'true' : undefined;
}

/** Strong counts two, weak one; {@link containerEvidence} and {@link labelEvidence} give each kind once. */
function weight(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { strength }) => sum + (strength === 'strong' ? 2 : 1), 0);
}

function containerEvidence({ image = '', ports = [], env = [] }: Container, kind: ImageKind): Evidence[] {
  const evidence: Evidence[] = [];
  const internode = ports.find(({ containerPort }) => INTERNODE_PORTS.includes(containerPort));
  const variables = env.map(({ name }) => name).filter((name) => SERVER_VARIABLES.test(name));

  if (kind === 'server') {
    evidence.push({ code: 'image', strength: 'strong', detail: image });
  } else if (kind === 'similar') {
    evidence.push({ code: 'similarImage', strength: 'weak', detail: image });
  }
  if (ports.some(({ containerPort }) => containerPort === CQL_PORT)) {
    evidence.push({ code: 'cqlPort', strength: 'weak', detail: String(CQL_PORT) });
  }
  if (internode) {
    evidence.push({ code: 'internodePort', strength: 'weak', detail: String(internode.containerPort) });
  }
  if (variables.length > 0) {
    evidence.push({ code: 'environment', strength: 'weak', detail: variables.join(', ') });
  }

  return evidence;
}

function labelEvidence(labels: Readonly<Record<string, string>>): Evidence[] {
  const evidence: Evidence[] = [];
  const app = APP_LABELS.find((key) => labels[key] === APP_NAME) ?? CHART_LABELS.find((key) => /^cassandra-\d/.test(labels[key] ?? ''));

  // `managed-by` alone would also be true of whatever else this extension may come to make.
  if (labels[LABEL_MANAGED_BY] === MANAGER && labels[LABEL_NAME] === APP_NAME) {
    evidence.push({ code: 'managed', strength: 'strong', detail: `${ LABEL_MANAGED_BY }=${ MANAGER }` });
  } else if (app !== undefined) {
    evidence.push({ code: 'label', strength: 'weak', detail: `${ app }=${ labels[app] }` });
  }
  if (labels[OPERATOR_DATACENTER] !== undefined) {
    evidence.push({ code: 'operator', strength: 'strong', detail: `${ OPERATOR_DATACENTER }=${ labels[OPERATOR_DATACENTER] }` });
  }

  return evidence;
}
