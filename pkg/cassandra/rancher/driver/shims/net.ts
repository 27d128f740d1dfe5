import { CqlError } from '../../../core/cql/session';
import { TunnelSocket } from '../../tunnel';
import { Addresses } from '../addresses';

/** What nodes answer begins with their version of the protocol and the highest bit set. */
const ANSWER_BIT = 0x80;

/** The driver's `net`: sockets to pods, by the made-up host names of {@link Addresses}. */
export class Socket extends TunnelSocket {
  connect(port: string | number, host: string, connected?: () => void): this {
    if (connected) {
      this.once('connect', connected);
    }
    const addresses = Addresses.of(host);

    if (addresses) {
      addresses.connect(this, host, Number(port));
    } else {
      this.destroy(new CqlError('closed', 'The session has ended'));
    }

    return this;
  }

  /** A port with TLS hangs up on who does not speak it, or answers in the language of TLS. */
  protected override judge(first: Uint8Array | undefined): Error | undefined {
    if (!first) {
      return new CqlError('tls', 'The node has closed the connection without a word. Nodes do that which want TLS.');
    }

    return (first[0] ?? 0) >= ANSWER_BIT ? undefined : new CqlError('tls', 'The node does not answer in CQL: it seems to want TLS.');
  }
}

/** Made-up names are not looked up anywhere, so they count as addresses. */
export function isIP(host: string): number {
  return /^s\d+\./.test(host) ? 4 : 0;
}

export function isIPv6(): boolean {
  return false;
}
