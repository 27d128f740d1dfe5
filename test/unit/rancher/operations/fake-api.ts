import { failure, FakeHost, type FakeAnswer, type FakeObject, type FakeRequest } from '../fake-host';

type Json = Record<string, unknown>;

/**
 * The API server behind a {@link FakeHost}, as far as versions go: creates, replaces and merges objects, each with a new
 * resourceVersion and its own time stamped on it, and refuses what was made from an older version. Several hosts may
 * stand before one of it.
 */
export class FakeApi {
  readonly objects = new Map<string, FakeObject>();
  /** Its time, ms since 1970. */
  readonly clock = { now: Date.parse('2026-11-23T10:00:00Z') };
  /** Called before a change is looked at: where somebody else is quicker. */
  before: (request: FakeRequest) => void = () => undefined;
  /** What a proxy on the way takes the time for; the server's own if left alone. */
  proxyTime: (() => number) | undefined;
  private versions = 0;

  host(): FakeHost {
    const host = new FakeHost();

    host.intercept = (request) => this.answer(request);

    return host;
  }

  /** Puts an object there, as somebody else would. */
  put(path: string, object: FakeObject): void {
    this.objects.set(path, this.stamped(object, object.metadata?.uid ?? `uid-${ this.versions }`));
  }

  /** Changes an object as somebody else would. */
  touch(path: string): void {
    const object = this.objects.get(path);

    if (object) {
      this.put(path, object);
    }
  }

  private answer(request: FakeRequest): FakeAnswer | undefined {
    if (request.path.endsWith('/selfsubjectaccessreviews') || request.path === '/version') {
      return undefined;
    }
    if (request.method !== 'GET') {
      this.before(request);
    }
    const date = new Date(this.proxyTime?.() ?? this.clock.now).toUTCString();

    return { ...this.change(request), headers: { date } };
  }

  private change({ method, path, query, body }: FakeRequest): FakeAnswer {
    const target = method === 'POST' ? `${ path }/${ body?.metadata?.name }` : path;
    const known = this.objects.get(target);

    if (method === 'POST' ? known : !known) {
      return method === 'POST' ? failure(409, 'AlreadyExists', 'already exists') : failure(404, 'NotFound', `"${ path }" not found`);
    }
    if (method === 'GET' || !body) {
      return { status: 200, body: known };
    }
    if (method === 'DELETE') {
      if (body.preconditions?.uid !== known?.metadata?.uid) {
        return failure(409, 'Conflict', 'the UID in the precondition does not match');
      }
      this.objects.delete(path);

      return { status: 200, body: known };
    }
    if (known && body.metadata?.resourceVersion !== undefined && body.metadata.resourceVersion !== known.metadata?.resourceVersion) {
      return failure(409, 'Conflict', 'the object has been modified');
    }
    const changed = this.stamped(method === 'PATCH' ? merge(known, body) as FakeObject : body, known?.metadata?.uid ?? `uid-${ this.versions }`);

    if (!query.has('dryRun')) {
      this.objects.set(target, changed);
    }

    return { status: known ? 200 : 201, body: changed };
  }

  private stamped(object: FakeObject, uid: string): FakeObject {
    const time = new Date(Math.floor(this.clock.now / 1000) * 1000).toISOString().replace('.000', '');

    return { ...object, metadata: { ...object.metadata, uid, resourceVersion: String(++this.versions), managedFields: [{ manager: 'someone', time } as { manager: string }] } };
  }
}

/** RFC 7386. */
function merge(target: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) {
    return change;
  }
  const kept = Object.entries((target ?? {}) as Json).filter(([key]) => !(key in change));
  const changed = Object.entries(change).filter(([, value]) => value !== null).map(([key, value]) => [key, merge((target as Json | undefined)?.[key], value)]);

  return Object.fromEntries([...kept, ...changed]) as Json;
}
