import { describe, expect, it } from 'vitest';
import { Addresses } from '../../../../pkg/cassandra/rancher/driver/addresses';
import { clientOptions, queryOptions } from '../../../../pkg/cassandra/rancher/driver/options';
import { FakeHost } from '../fake-host';

describe('options of the driver', () => {
  const credentials = { username: 'u', password: 'p' };
  const addresses = new Addresses([], () => {
    throw new Error('not dialled');
  });
  const options = clientOptions({ context: new FakeHost().context, namespace: 'db', pods: [], port: 9042, credentials }, addresses);

  it('keep connections alive that proxies would close after a minute', () => {
    expect(options.pooling?.heartBeatInterval).toBe(30_000);
  });

  it('open one connection to a node here, and none elsewhere', () => {
    expect(options.pooling).toMatchObject({ coreConnectionsPerHost: { 0: 1, 1: 1, 2: 0 }, warmup: false });
  });

  it('neither read the schema, nor report to anybody, nor use the time of the browser', () => {
    expect(options).toMatchObject({ isMetadataSyncEnabled: false, monitorReporting: { enabled: false }, policies: { timestampGeneration: null } });
  });

  it('give statements more time than the server takes at most, unless told otherwise', () => {
    expect(queryOptions({ consistency: 'ONE', pageSize: 1 }).readTimeout).toBeGreaterThan(60_000);
    expect(queryOptions({ consistency: 'ONE', pageSize: 1, timeoutMs: 5 }).readTimeout).toBe(5);
  });
});
