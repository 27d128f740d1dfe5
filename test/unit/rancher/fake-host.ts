import type { ClusterContext, HostGetters } from '../../../pkg/cassandra/rancher/store';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: FakeObject | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export interface FakeObject {
  apiVersion?: string;
  kind?: string;
  metadata?: { name?: string; namespace?: string; uid?: string; resourceVersion?: string; managedFields?: { manager: string }[] };
  spec?: { resourceAttributes?: { verb?: string; resource?: string; subresource?: string }; [field: string]: unknown };
  preconditions?: { uid?: string };
  readonly [field: string]: unknown;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A Kubernetes Status as the API server sends it. */
export function failure(code: number, reason: string, message: string, details?: object): FakeAnswer {
  return {
    status: code,
    body:   {
      kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message, details
    }
  };
}

type Handler = (request: FakeRequest) => FakeAnswer | undefined;

/**
 * The host's store in front of a tiny API server: it keeps objects by path, knows namespaces, dry runs, apply, uid
 * preconditions, access reviews and its version. `intercept` answers first, where a test wants something else.
 */
export class FakeHost {
  readonly requests: string[] = [];
  readonly objects = new Map<string, FakeObject>();
  readonly denied = new Set<string>();
  intercept: Handler = () => undefined;
  minor = '36';
  private uids = 0;

  readonly getters: { -readonly [K in keyof HostGetters]: HostGetters[K] } = {
    clusterId:            'c-abc',
    'auth/principalId':   'local://user-1',
    'cluster/schemaFor':  () => undefined,
    'cluster/all':        () => [],
    'cluster/haveAll':    () => false,
    'cluster/byId':       () => undefined,
  };

  readonly context: ClusterContext = { store: this, clusterId: 'c-abc' };

  constructor(...paths: string[]) {
    for (const path of paths) {
      this.objects.set(path, { metadata: { uid: this.newUid() } });
    }
  }

  async dispatch(action: string, payload?: unknown): Promise<unknown> {
    if (action !== 'management/request') {
      throw new Error(`Unexpected action ${ action }`);
    }
    const request = parseRequest(payload as HostRequest);

    this.requests.push(`${ request.method }${ isDryRun(request) ? ' dry' : '' } ${ request.path }`);
    await Promise.resolve();
    const { status, body, headers } = this.intercept(request) ?? this.answer(request);

    // As the host does it: status and headers hidden in the body, and texts wrapped.
    const out = typeof body === 'object' && body !== null ? { ...body } : { data: body };

    Object.defineProperties(out, { _status: { value: status }, _headers: { value: headers } });
    if (status >= 400) {
      throw out;
    }

    return out;
  }

  private answer(request: FakeRequest): FakeAnswer {
    const { method, path, body } = request;

    if (path === '/version') {
      return { status: 200, body: { major: '1', minor: this.minor, gitVersion: `v1.${ this.minor }.0` } };
    }
    if (path.endsWith('/selfsubjectaccessreviews')) {
      const { verb, resource, subresource } = body?.spec?.resourceAttributes ?? {};
      const ask = [verb, [resource, subresource].filter(Boolean).join('/')].join(' ');

      return { status: 201, body: { ...body, status: { allowed: !this.denied.has(ask) } } };
    }

    return this.answerObject(method, path, request);
  }

  private answerObject(method: string, path: string, request: FakeRequest): FakeAnswer {
    const { body } = request;
    const known = this.objects.get(path);
    const namespace = /^.*\/namespaces\/([^/]+)(?=\/)/.exec(path)?.[1];

    if (method === 'PATCH') {
      if (namespace && !this.objects.has(`/api/v1/namespaces/${ namespace }`)) {
        return failure(404, 'NotFound', `namespaces "${ namespace }" not found`);
      }
      const stored = { ...body, metadata: { ...body?.metadata, uid: known?.metadata?.uid ?? this.newUid() } };

      if (!isDryRun(request)) {
        this.objects.set(path, stored);
      }

      return { status: known ? 200 : 201, body: stored };
    }
    if (!known) {
      return failure(404, 'NotFound', `"${ path }" not found`);
    }
    if (method === 'PUT') {
      if (body?.metadata?.resourceVersion !== known.metadata?.resourceVersion) {
        return failure(409, 'Conflict', 'the object has been modified');
      }
      if (!isDryRun(request) && body) {
        this.objects.set(path, body);
      }

      return { status: 200, body };
    }
    if (method === 'DELETE') {
      if (body?.preconditions?.uid && body.preconditions.uid !== known.metadata?.uid) {
        return failure(409, 'Conflict', 'the UID in the precondition does not match');
      }
      if (!isDryRun(request)) {
        this.objects.delete(path);
      }
    }

    return { status: 200, body: known };
  }

  private newUid(): string {
    return `uid-${ ++this.uids }`;
  }
}

/** Removals say so in their body. */
function isDryRun({ query, body }: FakeRequest): boolean {
  return query.has('dryRun') || body?.['dryRun'] !== undefined;
}

interface HostRequest {
  readonly url: string;
  readonly method: string;
  readonly data?: string;
  readonly headers?: Record<string, string>;
}

function parseRequest({ url, method, data, headers = {} }: HostRequest): FakeRequest {
  const { pathname, searchParams } = new URL(url, 'https://rancher.test');
  const [, path = ''] = /^\/k8s\/clusters\/c-abc(\/.*)$/.exec(pathname) ?? [];

  return {
    method: method.toUpperCase(), path, query: searchParams, body: data ? JSON.parse(data) as FakeObject : undefined, headers
  };
}
