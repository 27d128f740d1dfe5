import * as node from 'node:util';
import { Buffer } from 'node:buffer';
import { afterEach, describe, expect, it } from 'vitest';
import { Addresses } from '../../../../pkg/cassandra/rancher/driver/addresses';
import { randomBytes } from '../../../../pkg/cassandra/rancher/driver/shims/crypto';
import { isIP, Socket } from '../../../../pkg/cassandra/rancher/driver/shims/net';
import { hrtime, nextTick } from '../../../../pkg/cassandra/rancher/driver/shims/process';
import { setImmediate } from '../../../../pkg/cassandra/rancher/driver/shims/set-immediate';
import { format, inherits, inspect, promisify } from '../../../../pkg/cassandra/rancher/driver/shims/util';

describe('util', () => {
  it.each([
    ['Received warning (%d of %d) "%s"', 1, 2, 'careful'],
    ['%s', 'x', 'and', 7],
    ['100%%', 5],
    ['%d and %s'],
    ['no places', 'left'],
    ['%j', { a: [1, null] }],
  ])('formats %j as Node does', (...args) => {
    expect(format(...args as [string])).toBe(node.format(...args));
  });

  it('shows what it is given', () => {
    const round: { self?: object } = {};

    round.self = round;
    expect([{ a: 1 }, 'x', null, undefined, 3n, new Error('bad'), round].map(inspect)).toEqual(['{"a":1}', 'x', 'null', 'undefined', '3', 'Error: bad', '[object Object]']);
  });

  it('inherits and keeps what is there', () => {
    function Parent() {}

    function Child() {}

    Parent.prototype.a = () => 'a';
    Child.prototype.b = () => 'b';
    inherits(Child, Parent);
    const child = new (Child as unknown as new() => { a(): string; b(): string })();

    expect([child.a(), child.b(), child instanceof (Parent as unknown as new() => object)]).toEqual(['a', 'b', true]);
  });

  it('makes promises of callbacks, with this', async() => {
    const twice = promisify(function(this: unknown, ...args: unknown[]) {
      const [n, done] = args as [number, (error: unknown, value?: number) => void];

      done(n < 0 ? new Error('negative') : null, n * (this as { factor: number }).factor);
    });

    expect(await twice.call({ factor: 2 }, 21)).toBe(42);
    await expect(twice.call({ factor: 2 }, -1)).rejects.toThrow('negative');
  });
});

describe('process', () => {
  it('runs tasks before anything else that waits, in order', async() => {
    const order: string[] = [];

    setTimeout(() => order.push('timer'));
    setImmediate((text: string) => order.push(text), 'immediate');
    nextTick((text: string) => order.push(text), 'tick 1');
    nextTick(() => order.push('tick 2'));
    order.push('now');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(order.slice(0, 3)).toEqual(['now', 'tick 1', 'tick 2']);
    expect(order.slice(3).sort()).toEqual(['immediate', 'timer']);
  });

  it('runs what is due one after another', async() => {
    const order: number[] = [];

    await new Promise<void>((resolve) => {
      setImmediate(() => order.push(1));
      setImmediate(() => order.push(2));
      setImmediate(() => resolve());
    });
    expect(order).toEqual([1, 2]);
  });

  it('measures time', async() => {
    const start = hrtime();

    await new Promise((resolve) => setTimeout(resolve, 30));
    const [seconds, nanoseconds] = hrtime(start);

    expect(seconds).toBe(0);
    expect(nanoseconds).toBeGreaterThan(25e6);
    expect(nanoseconds).toBeLessThan(1e9);
  });
});

it('makes random bytes', () => {
  const [first, second] = [randomBytes(16), randomBytes(16)];

  expect(first).toBeInstanceOf(Buffer);
  expect([first.length, first.equals(second)]).toEqual([16, false]);
  randomBytes(4, (error, bytes) => expect([error, bytes.length]).toEqual([null, 4]));
});

describe('net', () => {
  const opened: Addresses[] = [];

  function addresses(ips: string[]): Addresses {
    const made = new Addresses(ips.map((ip, i) => ({ name: `ring-${ i }`, ip, ready: i > 0 })), (pod) => {
      throw new Error(`dialled ${ pod }`);
    });

    opened.push(made);

    return made;
  }

  function errorOf(socket: Socket): Promise<Error> {
    return new Promise((resolve) => socket.once('error', resolve));
  }

  afterEach(() => opened.splice(0).forEach((one) => one.release()));

  it('takes the names of sessions for addresses, and no others', () => {
    expect([addresses([]).nameOf('10.1.2.3'), addresses([]).nameOf('fd00::7'), 'localhost', 'sun.example'].map(isIP)).toEqual([4, 4, 0, 0]);
  });

  it('finds the way back from a name, also of IPv6', () => {
    const one = addresses(['10.1.2.3', 'fd00::7']);

    for (const ip of ['10.1.2.3', 'fd00::7']) {
      expect(one.ipOf(`${ one.nameOf(ip) }:9042`)).toBe(ip);
      expect(one.podAt(ip)).toBeDefined();
      expect(Addresses.of(one.nameOf(ip))).toBe(one);
    }
    expect(one.plain(`no answer from ${ one.nameOf('10.1.2.3') }:9042`)).toBe('no answer from 10.1.2.3:9042');
  });

  it('asks pods first that are ready, if there are any', () => {
    const one = addresses(['10.1.2.3', '10.1.2.4']);

    expect(one.contactPoints()).toEqual([one.nameOf('10.1.2.4')]);
    one.setPods([{ name: 'ring-0', ip: '10.1.2.3', ready: false }]);
    expect(one.contactPoints()).toEqual([one.nameOf('10.1.2.3')]);
  });

  it('does not connect to nodes without a pod, nor for a session that has ended', async() => {
    const one = addresses(['10.1.2.3']);
    const elsewhere = new Socket();
    const failed = errorOf(elsewhere);

    elsewhere.connect('9042', one.nameOf('10.9.9.9'));
    expect(await failed).toMatchObject({ code: 'unreachable', message: 'No pod of this cluster has the address 10.9.9.9' });
    one.release();
    const late = new Socket();
    const refused = errorOf(late);

    late.connect('9042', one.nameOf('10.1.2.3'));
    expect(await refused).toMatchObject({ code: 'closed' });
  });
});
