/** One cause inside a Status: which field, what is wrong with it. */
export interface StatusCause {
  readonly field?: string;
  readonly message?: string;
  readonly reason?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/**
 * A request to the Kubernetes API that did not succeed. The message is the API server's own where it sent one.
 * `status` is the HTTP status, 0 when there was no answer at all; `reason` is Kubernetes' (`NotFound`, `Conflict`, …).
 */
export class KubeError extends Error {
  override readonly name = 'KubeError';

  constructor(
    message: string,
    readonly status: number,
    readonly reason: string,
    readonly details?: StatusDetails,
  ) {
    super(message);
  }
}

/** Reasons for answers that do not come from the API server itself but from a proxy on the way. */
const REASONS: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  422: 'Invalid',
  429: 'TooManyRequests',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

const LONGEST_TEXT = 500;

/**
 * Whatever the host's `request` action rejects with, as a KubeError. That is one of: the parsed body (a Kubernetes
 * Status, or Rancher's own error object) with the HTTP status as the hidden property `_status`; `{ data: text }` when
 * the body was not an object; or the HTTP client's error when there was no answer.
 */
export function toKubeError(thrown: unknown): KubeError {
  if (thrown instanceof KubeError) {
    return thrown;
  }
  if (!isRecord(thrown)) {
    return new KubeError(`The request failed: ${ String(thrown) }`, 0, 'Unknown');
  }

  const status = firstNumber(thrown._status, thrown.code, thrown.status);

  if (status === 0) {
    return unanswered(thrown);
  }

  const reason = firstText(thrown.reason, thrown.code, REASONS[status]) ?? 'Unknown';
  const message = firstText(thrown.message, plainText(thrown.data)) ?? `The cluster's API answered ${ status } ${ reason }`;

  return new KubeError(message, status, reason, isRecord(thrown.details) ? thrown.details : undefined);
}

function unanswered(thrown: Record<string, unknown>): KubeError {
  const why = firstText(thrown.message);

  return new KubeError(`Rancher gave no answer${ why ? ` (${ why })` : '' }`, 0, 'Unreachable');
}

/** A proxy's answer in plain words is worth showing, its HTML page is not. */
function plainText(data: unknown): string | undefined {
  const text = typeof data === 'string' ? data.trim() : '';

  return text && !text.startsWith('<') && text.length <= LONGEST_TEXT ? text : undefined;
}

function firstNumber(...candidates: unknown[]): number {
  return candidates.find((c): c is number => typeof c === 'number') ?? 0;
}

function firstText(...candidates: unknown[]): string | undefined {
  return candidates.find((c): c is string => typeof c === 'string' && c !== '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
