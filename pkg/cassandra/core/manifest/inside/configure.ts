import type { Container, Volume, VolumeMount } from 'kubernetes-types/core/v1';

import { requirements } from '../resources';
import { SECURITY_CONTEXT } from '../security';
import type { ClusterSpec } from '../spec';
import { CONFIGURATION_DIRECTORY, CONFIGURATION_VOLUME, CONFIGURE, configMapName, KEYS_DIRECTORY, SETTINGS_VOLUME } from './names';
import { configMap } from './settings';
import { KEYS, KEYS_MOUNT, secretMount, secretVolume, tlsUses } from './tls';

/** Where the init container sees the ConfigMap, and what becomes Cassandra's configuration. */
const SETTINGS_DIRECTORY = '/settings';
const COPY_DIRECTORY = '/configuration';

/**
 * Copies the image's configuration, puts the settings into its cassandra.yaml, adds options of the JVM, and writes what TLS needs in the form
 * that Cassandra reads. The entrypoint changes the copy again when the container starts, so no line that it looks for
 * may go, above all the commented ones such as `# broadcast_address:`.
 *
 * Arguments: the image's configuration, the copy, the directory with the ConfigMap, the directory for keys; then, for each
 * use of TLS, its name, the name of its Secret, and the directory that the Secret is in.
 */
export const CONFIGURE_SCRIPT = String.raw`
image=$1 copy=$2 settings=$3 keys=$4
shift 4

fail() {
  echo "$*" >&2
  exit 1
}

cp -R "$image/." "$copy"

# Leaves out those settings that are given, each with the lines that belong to it: all up to the next one.
awk '
  function key(line) { return line ~ /^[A-Za-z_0-9]+[ \t]*:/ ? substr(line, 1, match(line, /[ \t]*:/) - 1) : "" }
  FILENAME == ARGV[1] { given[key($0)]; next }
  /^(#|[ \t]*$)/ { print; next }
  key($0) != "" { left_out = key($0) in given }
  !left_out
' "$settings/cassandra.yaml" "$image/cassandra.yaml" >"$copy/cassandra.yaml"
cat "$settings/cassandra.yaml" >>"$copy/cassandra.yaml"
if [ -f "$settings/jvm-server.options" ]; then
  cat "$settings/jvm-server.options" >>"$copy/jvm-server.options"
fi

umask 077
while (($#)); do
  use=$1 secret=$2 from=$3
  shift 3
  for file in tls.crt tls.key ca.crt; do
    [ -s "$from/$file" ] || fail "Secret $secret has no $file"
  done
  for file in tls.crt ca.crt; do
    openssl x509 -in "$from/$file" -noout 2>/dev/null || fail "Secret $secret: $file is no certificate in PEM"
  done
  # Cassandra reads keys in PKCS#8 only, and of RSA, DSA and EC.
  openssl pkcs8 -topk8 -nocrypt -passin pass: -in "$from/tls.key" -out "$keys/$use.pem" 2>/dev/null ||
    fail "Secret $secret: tls.key is no private key in PEM, or is locked with a password"
  case $(openssl pkey -in "$keys/$use.pem" -noout -text_pub) in
    ED*) fail "Secret $secret: tls.key is of a kind that Cassandra cannot use (RSA and EC it can)" ;;
  esac
  public=$(openssl pkey -in "$keys/$use.pem" -pubout)
  [ "$public" = "$(openssl x509 -in "$from/tls.crt" -noout -pubkey)" ] ||
    fail "Secret $secret: tls.key is not the key of tls.crt"
  cat "$from/tls.crt" >>"$keys/$use.pem"
  cat "$from/ca.crt" >"$keys/$use-ca.pem"
done
`.trimStart();

/** The init container that makes the configuration, where it differs from the image's. */
export function configure(spec: ClusterSpec): Container[] {
  const uses = tlsUses(spec);

  return configMap(spec) ? [{
    name:                     CONFIGURE,
    image:                    spec.image,
    command:                  ['bash', '-euo', 'pipefail', '-c', CONFIGURE_SCRIPT, CONFIGURE],
    args:                     [
      CONFIGURATION_DIRECTORY, COPY_DIRECTORY, SETTINGS_DIRECTORY, KEYS_DIRECTORY,
      ...uses.flatMap(({ use, secret, directory }) => [use, secret, directory]),
    ],
    resources:                requirements(spec),
    securityContext:          SECURITY_CONTEXT,
    // What failed then stands in the pod's status.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts:             [
      { name: SETTINGS_VOLUME, mountPath: SETTINGS_DIRECTORY, readOnly: true },
      { name: CONFIGURATION_VOLUME, mountPath: COPY_DIRECTORY },
      ...uses.map(secretMount),
      ...(uses.length > 0 ? [KEYS_MOUNT] : []),
    ],
  }] : [];
}

/** Volumes of the pod, besides those for data. */
export function insideVolumes(spec: ClusterSpec): Volume[] {
  const uses = tlsUses(spec);

  return configMap(spec) ? [
    { name: SETTINGS_VOLUME, configMap: { name: configMapName(spec.name) } },
    { name: CONFIGURATION_VOLUME, emptyDir: {} },
    ...uses.map(secretVolume),
    ...(uses.length > 0 ? [KEYS] : []),
  ] : [];
}

/** What of it the Cassandra container sees: the configuration, which its entrypoint writes to, and the keys. */
export function insideMounts(spec: ClusterSpec): VolumeMount[] {
  return configMap(spec) ? [
    { name: CONFIGURATION_VOLUME, mountPath: CONFIGURATION_DIRECTORY },
    ...(tlsUses(spec).length > 0 ? [{ ...KEYS_MOUNT, readOnly: true }] : []),
  ] : [];
}
