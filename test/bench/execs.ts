import type { Page } from '@playwright/test';

/** A command that the page has run in a pod. */
export interface Exec {
  pod: string;
  command: readonly string[];
  /** Both in milliseconds since the epoch. */
  from: number;
  to: number;
}

export const isNodetool = (command: readonly string[]): boolean => command.includes('nodetool');

/** Every command that the page runs in pods from now on: one WebSocket each. */
export function watchExecs(page: Page, isCounted: (command: readonly string[]) => boolean = () => true): Exec[] {
  const execs: Exec[] = [];

  page.on('websocket', (socket) => {
    const url = new URL(socket.url());
    const pod = /\/pods\/([^/]+)\/exec$/.exec(url.pathname)?.[1];
    const command = url.searchParams.getAll('command');

    if (pod !== undefined && isCounted(command)) {
      const exec: Exec = { pod, command, from: Date.now(), to: Infinity };

      execs.push(exec);
      socket.on('close', () => {
        exec.to = Date.now();
      });
    }
  });

  return execs;
}

/** The most that one pod was asked to run within any minute. */
export function mostInAMinute(execs: readonly Exec[]): number {
  const within = ({ pod, from }: Exec) => execs.filter((other) => other.pod === pod && other.from >= from && other.from < from + 60_000).length;

  return Math.max(0, ...execs.map(within));
}
