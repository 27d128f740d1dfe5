import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compose, defaultSpec, isAcceptable, stepOf, STEPS, toYaml, validate, type ClusterSpec } from '../../../../../pkg/cassandra/core/manifest';
import { SPECS } from '../../../manifest/specs';
import { found, hostsIn, told, valid } from './found';

const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom('10Gi', '4Gi', '2', 'cassandra:5.0', '/data', ''));
const number = fc.oneof(fc.integer({ min: -1, max: 5 }), fc.integer(), fc.double());
const names = fc.array(text, { maxLength: 4 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const retention = fc.constantFrom('Retain' as const, 'Delete' as const);

/** Anything that the form, or a text of YAML, may make of a spec. */
const specs: fc.Arbitrary<ClusterSpec> = fc.record({
  name:           text,
  namespace:      text,
  image:          text,
  pullSecrets:    names,
  clusterName:    optional(text),
  datacenter:     text,
  racks:          fc.array(fc.record({ name: text, zone: optional(text), nodes: number }), { maxLength: 4 }),
  seeds:          number,
  antiAffinity:   fc.constantFrom('required', 'preferred', 'off'),
  storage:        fc.record({
    size:      text,
    commitLog: optional(fc.record({ size: text, className: optional(text) })),
    retention: fc.record({ whenDeleted: retention, whenScaled: retention }),
    source:    fc.oneof(
      fc.record({ kind: fc.constant('class' as const), className: optional(text) }),
      fc.record({
        kind:         fc.constant('newClass' as const),
        storageClass: fc.record({
          name: text, provisioner: text, parameters: fc.dictionary(text, text), reclaimPolicy: retention,
          bindingMode: fc.constantFrom('WaitForFirstConsumer', 'Immediate'), allowExpansion: fc.boolean(), mountOptions: names, zones: names,
        }),
      }),
      fc.record({
        kind: fc.constant('static' as const), type: fc.constantFrom('local', 'hostPath', 'nfs', 'csi'), driver: optional(text),
        volumes: fc.array(fc.record({ host: optional(text), path: optional(text), server: optional(text), handle: optional(text) }), { maxLength: 5 }),
      }),
      fc.record({ kind: fc.constant('chosen' as const), className: text, volumes: names }),
    ),
  }),
  resources:      fc.record({ cpu: text, cpuLimit: optional(text), memory: text, memoryRequest: optional(text), heap: optional(fc.record({ max: number, young: number })) }),
  configuration:  fc.record({ numTokens: number, snitch: text, settings: fc.dictionary(fc.oneof(text, fc.constantFrom('memtable', 'sai_options')), fc.oneof(text, number, fc.boolean(), fc.constant(null), names, fc.dictionary(text, text))), jvmOptions: names }),
  authentication: optional(fc.record({ secret: text, create: optional(fc.record({ username: text, password: text })) })),
  tls:            fc.record({ client: optional(fc.record({ secret: text, optional: fc.boolean(), requireClientCertificate: fc.boolean() })), internode: optional(fc.record({ secret: text })) }),
  clientService:  optional(fc.record({ type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'), annotations: fc.dictionary(text, text) })),
  networkPolicy:  optional(fc.record({ namespaces: names })),
});

const known = { taken: [], claims: [], storageClasses: [], hosts: hostsIn(['a', 'b']), volumes: [], secrets: [], namespaces: [] };

describe('validate', () => {
  it('finds nothing wrong with the defaults and a name', () => {
    expect(validate(valid)).toEqual([]);
    expect(found({}, {
      ...known, namespaces: [{ name: 'prod', terminating: false }], hosts: hostsIn(['a', 'b', 'c']), defaultStorageClass: 'a',
      storageClasses: [{ name: 'a', provisioner: 'p', bindingMode: 'WaitForFirstConsumer', reclaimPolicy: 'Delete', expandable: false }],
    })).toEqual([]);
  });

  it('wants a name before anything else', () => {
    expect(told(defaultSpec())).toEqual([{ field: 'name', code: 'required', severity: 'error', params: {} }]);
  });

  it('says an error where there is a warning too', () => {
    // Old volumes alone are a warning.
    expect(found({}, { claims: ['data-db-0'] })).toEqual(['name (oldVolumes)']);
    expect(found({}, { claims: ['data-db-0'], taken: ['Service/db'] })).toEqual(['name nameTaken']);
  });

  it.each(Object.entries(SPECS))('accepts the example %s', (_, spec) => {
    expect(told(spec).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('takes warnings for no reason to refuse', () => {
    const errors = validate({ ...valid, racks: [{ name: 'r', nodes: 1 }], seeds: 1 });

    expect(errors).not.toEqual([]);
    expect(isAcceptable(errors)).toBe(true);
    expect(isAcceptable(validate(defaultSpec()))).toBe(false);
  });

  it('says at most one thing of each field, step by step, and all of it in words', () => {
    fc.assert(fc.property(specs, fc.constantFrom({}, known), (spec, surroundings) => {
      const errors = told(spec, surroundings);
      const steps = errors.map(({ field }) => STEPS.indexOf(stepOf(field)));

      expect(new Set(errors.map(({ field }) => field)).size).toBe(errors.length);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }), { numRuns: 500 });
  });

  it('accepts only what composes into YAML without an undefined value', () => {
    // A spec that is right but for one or two of its parts.
    const nearly = fc.tuple(specs, fc.subarray(Object.keys(valid), { maxLength: 2 })).map(([spec, parts]): ClusterSpec => {
      const changed = Object.entries(spec).filter(([key]) => parts.includes(key));

      return { ...valid, ...Object.fromEntries(changed) };
    });
    let accepted = 0;

    fc.assert(fc.property(nearly, (spec) => {
      if (isAcceptable(validate(spec))) {
        accepted++;
        expect(toYaml(compose(spec))).not.toMatch(/undefined|NaN/);
      }
    }), { numRuns: 1000 });
    expect(accepted).toBeGreaterThan(100);
  });
});
