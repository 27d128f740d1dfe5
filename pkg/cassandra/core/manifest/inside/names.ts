import { PREFIX } from '../../cluster/labels';

/** Init containers, in the order in which they run. */
export const CONFIGURE = 'configure';
export const WAIT_FOR_TURN = 'wait-for-turn';

/** Volumes of a Cassandra pod, besides those for data. */
export const SETTINGS_VOLUME = 'settings';
export const CONFIGURATION_VOLUME = 'configuration';
export const KEYS_VOLUME = 'keys';
export const CLIENT_TLS_VOLUME = 'client-tls';
export const INTERNODE_TLS_VOLUME = 'internode-tls';

/** Where the official image has its configuration, and its entrypoint changes it. */
export const CONFIGURATION_DIRECTORY = '/etc/cassandra';

/** Where private keys are once Cassandra can read them; in memory. */
export const KEYS_DIRECTORY = '/keys';

/** Keys of the ConfigMap: settings that replace those of the image's file of this name, and lines that are added. */
export const SETTINGS_FILE = 'cassandra.yaml';
export const OPTIONS_FILE = 'jvm-server.options';

/** On the pod template: changes with the settings, so that the nodes are restarted when these change. */
export const ANNOTATION_CONFIG_HASH = `${ PREFIX }config-hash`;

/** Name of the ConfigMap with the ring's settings. */
export const configMapName = (cluster: string): string => `${ cluster }-config`;

/** Name of the Job that sets up logins. */
export const authJobName = (cluster: string): string => `${ cluster }-auth`;
