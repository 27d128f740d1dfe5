/**
 * - `denied`: the user may not forward ports in this namespace
 * - `notFound`: the pod is not there
 * - `refused`: nothing in the pod takes connections at this port, in the words of the node's kubelet
 * - `unreachable`: no connection to the pod, or lost
 * - `protocol`: the server said something that makes no sense
 * - `overrun`: what came was not read, and too much of it waits
 */
export type TunnelErrorCode = 'denied' | 'notFound' | 'refused' | 'unreachable' | 'protocol' | 'overrun';

/** Why a tunnel could not be opened or has ended. */
export class TunnelError extends Error {
  override readonly name = 'TunnelError';

  constructor(readonly code: TunnelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** Where a tunnel leads to. */
export interface Target {
  /** Begins to open a WebSocket to a port, with the subprotocol `v4.channel.k8s.io`. */
  open(port: number): WebSocket;
  /** Asked when the server refused the WebSocket, since a browser does not learn why. */
  whyRefused(): Promise<TunnelError>;
}
