import { selects } from '../../../object/selector';
import type { Check } from '../finding';
import { eachMember, NONE } from './members';
import { namelessSeverity } from './names';

/** Fact 13: only a headless Service names the pods, and only those that it selects. */
export const serviceGivesNoNames: Check = {
  code: 'serviceGivesNoNames',
  find: (facts) => eachMember(facts, (member, members) => {
    const { labels, service } = member;
    const { clusterIP, selector } = service?.spec ?? {};
    const name = `Service ${ service?.metadata?.name }`;
    const evidence = [
      ...(clusterIP === 'None' ? [] : [`${ name }: spec.clusterIP: ${ clusterIP ?? NONE }`]),
      // Without a selector somebody else keeps the endpoints.
      ...(selector === undefined || selects({ matchLabels: selector }, labels) ? [] : [`${ name }: spec.selector: ${ Object.entries(selector).map((pair) => pair.join('=')).join(',') }`]),
    ];

    return service && evidence.length > 0 ? { severity: namelessSeverity(facts, member, members), args: { service: service.metadata?.name ?? '' }, evidence } : undefined;
  }),
};
