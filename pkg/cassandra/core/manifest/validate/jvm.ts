import type { Release } from '../../cluster/releases';
import { fieldError } from '../field-error';
import { repeated, warning, type Finding } from './text';

/** The shell of cassandra-env.sh takes options apart at blanks, and reads the rest too: nothing that means something to it. */
const OPTION = /^-[\w.:=+,/@%~*-]+$/;

/** Options that would work against what the form decides, or lose data, by what is said about them. */
const REFUSED: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/^-Xm[sxn]|^-XX:(?:MaxHeapSize|InitialHeapSize|NewSize|MaxNewSize)=/, 'jvmOptionHeap'],
  [/^-Dcassandra\.override_decommission=/, 'jvmOptionOverrideDecommission'],
  [/^-Dcassandra\.(?:replace_address|replace_address_first_boot|replace_node|replace_token)=/, 'jvmOptionReplace'],
  [/^-Dcassandra\.(?:config|config\.loader|settings\..*)=/, 'jvmOptionConfig'],
  [/^-Dcassandra\.(?:initial_token|join_ring|start_native_transport|storagedir|storage_port|native_transport_port|ssl_storage_port|jmx\.(?:local|remote)\.port)=|^-Dcom\.sun\.management\.jmxremote\.port=/, 'jvmOptionManaged'],
];

/** The collector that Java 14 has lost. The Java VM does not start with options that it does not know. */
const CMS = /^-XX:[+-]?(?:UseConcMarkSweepGC|UseParNewGC|CMS\w*)/;
const FIRST_WITHOUT_CMS = 14;

export function checkJvmOptions(options: readonly string[], release: Release | undefined): Finding[] {
  const twice = repeated(options);

  return options.map((option, index) => {
    const field = `jvmOptions.${ index }` as const;
    const refused = REFUSED.find(([pattern]) => pattern.test(option))?.[1];

    if (option.trim() === '') {
      return fieldError(field, 'required');
    }
    if (!OPTION.test(option)) {
      return fieldError(field, 'jvmOptionSyntax');
    }
    if (refused !== undefined) {
      return fieldError(field, refused, { option });
    }
    if (release && release.java >= FIRST_WITHOUT_CMS && CMS.test(option)) {
      return fieldError(field, 'jvmOptionGone', { option, java: release.java, line: release.line });
    }

    return twice[index] === undefined ? undefined : warning(field, 'jvmOptionTwice');
  });
}
