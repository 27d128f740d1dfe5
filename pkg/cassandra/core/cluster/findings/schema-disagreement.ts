import type { Check } from './finding';

/** Nodes that are reached and have different tables. Those that are not reached are another matter. */
export const schemaDisagreement: Check = {
  code: 'schemaDisagreement',
  find({ description }) {
    const schemas = description?.value.schemas ?? [];

    return schemas.length > 1 ? [{
      severity: 'warning',
      args:     { count: schemas.length, observer: description?.pod ?? '' },
      evidence: schemas.map(({ version, nodes }) => `${ version }: ${ nodes.join(', ') }`),
    }] : [];
  },
};
