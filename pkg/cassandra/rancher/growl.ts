import type { HostStore } from './store';

/** Tells that something was done, in the host's own way: for a few seconds in a corner, and in its list of notifications. */
export async function growlDone(store: HostStore, title: string, message: string): Promise<void> {
  await store.dispatch('growl/success', { title, message });
}

/** Tells what went wrong, in the words of whoever refused. */
export async function growlFailed(store: HostStore, title: string, thrown: unknown): Promise<void> {
  await store.dispatch('growl/error', { title, message: thrown instanceof Error ? thrown.message : String(thrown) });
}
