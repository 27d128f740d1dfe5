import { stateCode } from '../../nodetool/state-code';
import type { RingStatus } from '../../nodetool/status';
import { summariseRing, type RingSummary } from './ring-summary';

/**
 * The ring that a table of `nodetool status` shows. Nodes that join own nothing yet: they are unsettled, and count for
 * nothing else.
 */
export function ringOfStatus({ datacenters }: RingStatus): RingSummary {
  const owners = summariseRing(datacenters.flatMap(({ name, nodes }) => nodes
    .filter(({ state }) => state !== 'joining')
    .map((node) => ({ datacenter: name, rack: node.rack, unsettled: stateCode(node) !== 'UN' }))));
  const joining = datacenters.map(({ name, nodes }) => ({ name, racks: [], unsettled: nodes.filter(({ state }) => state === 'joining').length })).filter(({ unsettled }) => unsettled > 0);
  const added = owners.map((datacenter) => {
    const unsettled = (datacenter.unsettled ?? 0) + (joining.find(({ name }) => name === datacenter.name)?.unsettled ?? 0);

    return unsettled > 0 ? { ...datacenter, unsettled } : datacenter;
  });

  return [...added, ...joining.filter(({ name }) => !owners.some((datacenter) => datacenter.name === name))];
}
