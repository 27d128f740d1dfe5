import { computed, reactive, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Cluster, Member } from '../core/cluster/cluster';
import { groupBy } from '../core/group-by';
import type { OperationRecord } from '../core/operations/history';
import type { OperationKind, Replicas } from '../core/operations/intent';
import { spreadOver } from '../core/operations/plan';
import { nodesBefore } from '../core/operations/stopped';
import { judgeWanted, readNodes, type NumberFault, type WantedFault } from '../core/operations/wanted';
import type { OperationDraft } from './useOperation';

export type FieldFault = NumberFault | WantedFault | 'mixed';

/** A number of nodes as it is typed. */
export interface NodesField {
  text: string;
  /** What is asked for now. */
  was: number;
  /** What is wrong with it, once somebody typed. */
  fault?: FieldFault;
}

export interface SetField extends NodesField {
  name: string;
  rack?: string;
}

/** The nodes of one datacenter: all of them, and by rack where there are several. */
export interface DatacenterFields {
  key: string;
  name?: string;
  total: NodesField;
  sets: readonly SetField[];
}

export interface DraftState {
  /** What will be done: of scaling, the numbers decide which way it goes. */
  kind: ComputedRef<OperationKind>;
  /** Empty where no numbers are asked for. */
  fields: ComputedRef<DatacenterFields[]>;
  claims: Ref<'keep' | 'delete'>;
  cleanup: Ref<boolean>;
  /** What is asked for, once it can be; `force` is for the preflight to decide. */
  draft: ComputedRef<OperationDraft | undefined>;
  /** Where it starts from. */
  from: Readonly<ShallowRef<Replicas>>;
  /** Somebody has scaled since, so that it would start from what is no longer there. */
  isOutdated: ComputedRef<boolean>;
  typeTotal(datacenter: string, text: string): void;
  typeNodes(set: string, text: string): void;
  /** Starts from what is there now, with what was typed. */
  rebase(): void;
}

/**
 * What a person asks for in the dialog of an operation. Numbers are kept as they were typed, also while they are none.
 *
 * @param asked `scaleUp` and `scaleDown` are the same question
 * @param history the newest first; a ring that was stopped gets back what it had then
 */
export function useOperationDraft(asked: OperationKind, cluster: () => Cluster, history: () => readonly OperationRecord[]): DraftState {
  const scales = asked === 'scaleUp' || asked === 'scaleDown';
  const hasNumbers = scales || asked === 'start';
  const from = shallowRef(replicasOf(cluster()));
  const claims = ref<'keep' | 'delete'>('keep');
  const cleanup = ref(true);
  const texts = reactive<Record<string, string>>(startingTexts());
  /** Where the total is what was typed last. */
  const totals = reactive(new Map<string, string>());
  const isTouched = ref(false);

  function startingTexts(): Record<string, string> {
    const before = asked === 'start' ? nodesBefore(from.value, history()) : from.value;

    return Object.fromEntries(Object.keys(from.value).map((name) => [name, String(before[name] ?? '')]));
  }

  const datacenters = computed(() => [...groupBy(cluster().members, ({ datacenter }) => datacenter ?? '')]);
  const wanted = computed(() => judgeWanted(from.value, texts));
  const wrongTotal = (key: string): NumberFault | undefined => {
    const read = readNodes(totals.get(key) ?? '0');

    return typeof read === 'number' ? undefined : read;
  };

  /** What is typed for StatefulSets that have no field of their own is said at the total. */
  function totalField(key: string, members: readonly Member[]): NodesField {
    const counts = members.map(({ name }) => readNodes(texts[name] ?? ''));
    const sum = counts.reduce<number>((total, nodes) => total + (typeof nodes === 'number' ? nodes : NaN), 0);
    const alone = members.length === 1 ? wanted.value.faults[members[0]?.name ?? ''] : undefined;
    const text = totals.get(key) ?? (members.length === 1 ? texts[members[0]?.name ?? ''] : Number.isNaN(sum) ? '' : String(sum)) ?? '';
    const fault = wrongTotal(key) ?? alone ?? wanted.value.fault;

    return { text, was: members.reduce((total, { name }) => total + (from.value[name] ?? 0), 0), ...(isTouched.value && fault && { fault }) };
  }

  function setField({ name, rack }: Member): SetField {
    const fault = wanted.value.faults[name];

    return { name, text: texts[name] ?? '', was: from.value[name] ?? 0, ...(rack !== undefined && { rack }), ...(isTouched.value && fault && { fault }) };
  }

  const fields = computed(() => !hasNumbers ? [] : datacenters.value.map(([key, members]): DatacenterFields => ({
    key,
    ...(key && { name: key }),
    total: totalField(key, members),
    sets:  members.length > 1 ? members.map(setField) : [],
  })));

  /** Gives each rack its part of the total. */
  function spread(datacenter: string): void {
    const nodes = readNodes(totals.get(datacenter) ?? '');
    const members = datacenters.value.find(([key]) => key === datacenter)?.[1] ?? [];

    if (typeof nodes === 'number') {
      Object.assign(texts, mapValues(spreadOver(Object.fromEntries(members.map(({ name }) => [name, from.value[name] ?? 0])), nodes), String));
    }
  }

  const targets = computed((): Replicas | undefined => {
    if (hasNumbers) {
      return datacenters.value.some(([key]) => wrongTotal(key)) ? undefined : wanted.value.targets;
    }

    return asked === 'stop' ? mapValues(from.value, () => 0) : from.value;
  });
  const kind = computed<OperationKind>(() => {
    const grows = Object.entries(targets.value ?? from.value).every(([name, nodes]) => nodes >= (from.value[name] ?? 0));

    return !scales ? asked : grows ? 'scaleUp' : 'scaleDown';
  });

  const draft = computed((): OperationDraft | undefined => targets.value && {
    kind:    kind.value,
    from:    from.value,
    targets: targets.value,
    claims:  kind.value === 'scaleDown' ? claims.value : 'keep',
    force:   false,
    cleanup: kind.value === 'cleanup' || (kind.value === 'scaleUp' && cleanup.value) ? 'do' : 'skip',
  });

  return {
    kind,
    fields,
    claims,
    cleanup,
    draft,
    from,
    isOutdated: computed(() => {
      const now = replicasOf(cluster());

      return Object.keys({ ...now, ...from.value }).some((name) => now[name] !== from.value[name]);
    }),
    typeTotal(datacenter, text) {
      isTouched.value = true;
      totals.set(datacenter, text);
      spread(datacenter);
    },
    typeNodes(set, text) {
      const datacenter = datacenters.value.find(([, members]) => members.some(({ name }) => name === set))?.[0];

      isTouched.value = true;
      texts[set] = text;
      if (datacenter !== undefined) {
        // The total follows from now on.
        totals.delete(datacenter);
      }
    },
    rebase() {
      const before = from.value;

      from.value = replicasOf(cluster());
      for (const [name, nodes] of Object.entries(from.value)) {
        // What was typed stays; what was only shown follows.
        texts[name] = scales && (texts[name] ?? '') === String(before[name] ?? '') ? String(nodes) : texts[name] ?? '';
      }
      [...totals.keys()].forEach(spread);
    },
  };
}

/** What the StatefulSets ask for, in the order of the racks. */
export function replicasOf({ members }: Cluster): Replicas {
  return Object.fromEntries(members.map(({ name, nodes }) => [name, nodes.desired]));
}

function mapValues<T>(replicas: Replicas, value: (nodes: number) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(replicas).map(([name, nodes]) => [name, value(nodes)]));
}
