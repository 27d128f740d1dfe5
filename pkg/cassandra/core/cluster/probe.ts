import type { Lifecycle, Probe } from 'kubernetes-types/core/v1';

/** What the kubelet does to find out how a container is. */
export interface ProbeFacts {
  code: 'tcp' | 'http' | 'exec' | 'grpc';
  /** Port, address or command, on one line. */
  target: string;
  /** Seconds, but for the number of failures in a row that count. */
  delay: number;
  period: number;
  timeout: number;
  failures: number;
}

/** Describes a probe, with what Kubernetes takes where nothing is said. */
export function probeFacts(probe: Probe): ProbeFacts {
  return {
    ...targetOf(probe),
    delay:    probe.initialDelaySeconds ?? 0,
    period:   probe.periodSeconds ?? 10,
    timeout:  probe.timeoutSeconds ?? 1,
    failures: probe.failureThreshold ?? 3,
  };
}

/** What is run before a container is told to end: a command, or a request. */
export function preStopText({ preStop }: Lifecycle = {}): string | undefined {
  return preStop && targetOf(preStop).target;
}

function targetOf({ exec, httpGet, tcpSocket, grpc }: Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'>): Pick<ProbeFacts, 'code' | 'target'> {
  if (tcpSocket) {
    return { code: 'tcp', target: String(tcpSocket.port) };
  }
  if (httpGet) {
    return { code: 'http', target: `${ (httpGet.scheme ?? 'http').toLowerCase() }://:${ httpGet.port }${ httpGet.path ?? '/' }` };
  }
  if (grpc) {
    return { code: 'grpc', target: String(grpc.port) };
  }

  return { code: 'exec', target: (exec?.command ?? []).join(' ').replace(/\s+/g, ' ').trim() };
}
