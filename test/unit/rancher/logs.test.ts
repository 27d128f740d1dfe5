import { describe, expect, it } from 'vitest';
import { containerLog } from '../../../pkg/cassandra/rancher/kube/logs';
import { failure, FakeHost } from './fake-host';

const target = { namespace: 'db', pod: 'ring-0', container: 'cassandra', tailLines: 50 };

function answering(body: unknown, status = 200) {
  const host = new FakeHost();
  const asked: string[] = [];

  host.intercept = ({ path, query }) => {
    asked.push(`${ path }?${ query }`);

    return { status, body };
  };

  return { host, asked };
}

describe('containerLog', () => {
  it('asks for the end of the log, of the run before where that is wanted', async() => {
    const { host, asked } = answering('one\ntwo\n');

    expect(await containerLog(host.context, target)).toBe('one\ntwo\n');
    await containerLog(host.context, { ...target, previous: true });
    expect(asked).toStrictEqual([
      '/api/v1/namespaces/db/pods/ring-0/log?container=cassandra&tailLines=50',
      '/api/v1/namespaces/db/pods/ring-0/log?container=cassandra&previous=true&tailLines=50',
    ]);
  });

  it.each([
    ['an empty log', '', ''],
    ['a log that the HTTP client takes for a number', 42, '42'],
    // Recorded on Kubernetes 1.36.3 with containerd 1.6.20.
    ['the kubelet\'s word that there is none any more', 'unable to retrieve container logs for containerd://9d74bb118be49c00d900f51728ee05f6910222b7c6287efdc3db8ff2d2fdf9a3', ''],
  ])('understands %s', async(_what, body, text) => {
    expect(await containerLog(answering(body).host.context, target)).toBe(text);
  });

  it('says who may not read it', async() => {
    const { body } = failure(403, 'Forbidden', 'pods "ring-0" is forbidden');

    await expect(containerLog(answering(body, 403).host.context, target)).rejects.toMatchObject({ status: 403, reason: 'Forbidden' });
  });
});
