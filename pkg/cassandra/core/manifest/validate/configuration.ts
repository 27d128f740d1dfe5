import { cassandraVersion } from '../../cluster/image';
import { releaseOf } from '../../cluster/releases';
import { fieldError, type Field } from '../field-error';
import type { AuthenticationSpec, ClusterSpec, TlsSpec } from '../spec';
import type { Surroundings } from '../surroundings';
import { checkJvmOptions } from './jvm';
import { checkSecret } from './secrets';
import { checkSettings } from './settings';
import { checkInteger, checkObjectName, checkText, warning, type Finding } from './text';

/** What Cassandra allows. */
const MAX_TOKENS = 1536;
/** With fewer, the shares of the nodes differ much; with more, each node depends on all others, and repairs take longer. */
const FEW_TOKENS = 4;
const MANY_TOKENS = 16;

/** Take datacenter and rack from the file that the image writes them into. */
const TOLD = 'GossipingPropertyFileSnitch';
/** Take them from the cloud's metadata. */
const CLOUD = ['Ec2Snitch', 'Ec2MultiRegionSnitch', 'GoogleCloudSnitch', 'AlibabaCloudSnitch', 'CloudstackSnitch', 'AzureSnitch'];
/** Know nothing of the racks: all nodes are in one, or where their addresses or a missing file say. */
const UNAWARE = ['SimpleSnitch', 'RackInferringSnitch', 'PropertyFileSnitch'];
/** By the release lines that do not have them. */
const ABSENT: Readonly<Record<string, readonly string[]>> = { AzureSnitch: ['4.0', '4.1'] };

/** What the official image has them in; a name without a dot is one of this package. */
const PACKAGE = 'org.apache.cassandra.locator.';
const CLASS_NAME = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

const MAX_USERNAME = 63;
const USERNAME = /^[A-Za-z0-9_](?:[\w.@-]*[A-Za-z0-9_])?$/;
const MIN_PASSWORD = 8;

const TLS_KEYS = ['tls.crt', 'tls.key', 'ca.crt'];

export function configuration(spec: ClusterSpec, known: Surroundings): Finding[] {
  const { numTokens, jvmOptions } = spec.configuration;
  const release = releaseOf(spec.image);

  return [
    checkInteger('numTokens', numTokens, 1, MAX_TOKENS) ?? checkTokens(numTokens),
    checkSnitch(spec, release?.line),
    ...checkSettings(spec, release && release.support !== 'ended' ? cassandraVersion(spec.image) : undefined),
    ...checkJvmOptions(jvmOptions, release),
    ...spec.authentication ? checkAuthentication(spec.authentication, known) : [],
    checkTls('tls.client', spec.tls.client, release?.line, known) ??
      (spec.tls.client?.optional && spec.tls.client.requireClientCertificate ? warning('tls.client', 'certificateOptional') : undefined),
    checkTls('tls.internode', spec.tls.internode, release?.line, known),
  ];
}

function checkTokens(tokens: number): Finding {
  if (tokens < FEW_TOKENS) {
    return warning('numTokens', 'fewTokens');
  }

  return tokens > MANY_TOKENS ? warning('numTokens', 'manyTokens', { usual: MANY_TOKENS }) : undefined;
}

function checkSnitch({ configuration: { snitch }, racks }: ClusterSpec, line: string | undefined): Finding {
  const malformed = checkText('snitch', snitch, Infinity, (text) => CLASS_NAME.test(text), 'invalidClassName');
  const name = snitch.startsWith(PACKAGE) ? snitch.slice(PACKAGE.length) : snitch;

  if (malformed || name === TOLD) {
    return malformed;
  }
  // A class of somebody's own, in an image of their own.
  if (name.includes('.')) {
    return warning('snitch', 'snitchOfOwn');
  }
  if (![...CLOUD, ...UNAWARE].includes(name)) {
    return fieldError('snitch', 'snitchUnknown', { name });
  }
  if (line !== undefined && ABSENT[name]?.includes(line)) {
    return fieldError('snitch', 'snitchTooNew', { name, line });
  }
  if (CLOUD.includes(name)) {
    return warning('snitch', 'snitchOfCloud', { name });
  }

  return racks.length > 1 ? fieldError('snitch', 'snitchWithoutRacks', { name, usual: TOLD }) : warning('snitch', 'snitchUnaware', { name, usual: TOLD });
}

function checkAuthentication({ secret, create }: AuthenticationSpec, known: Surroundings): Finding[] {
  if (!create) {
    return [checkSecret('authentication.secret', secret, ['username', 'password'], known)];
  }
  const { username, password } = create;

  return [
    checkObjectName('authentication.secret', secret),
    // The login that every Cassandra comes with is closed.
    checkText('authentication.username', username, MAX_USERNAME, (text) => USERNAME.test(text), 'invalidUsername') ??
      (username === 'cassandra' ? fieldError('authentication.username', 'defaultUsername') : undefined),
    checkPassword(password),
  ];
}

function checkPassword(password: string): Finding {
  const field = 'authentication.password';

  if (password === '') {
    return fieldError(field, 'required');
  }
  if (/\p{Cc}/u.test(password)) {
    return fieldError(field, 'passwordControl');
  }

  return [...password].length < MIN_PASSWORD ? fieldError(field, 'passwordShort', { min: MIN_PASSWORD }) : undefined;
}

function checkTls(field: Field, tls: TlsSpec | undefined, line: string | undefined, known: Surroundings): Finding {
  if (!tls) {
    return undefined;
  }

  // Cassandra 4.0 reads keys from Java's own stores only.
  return line === '4.0' ? fieldError(field, 'tlsTooNew', { line }) : checkSecret(field, tls.secret, TLS_KEYS, known);
}
