import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue';

/**
 * A text that somebody wants to see in the console, from elsewhere on the cluster's page. Who sets it does not run it. The
 * page shows the console when it comes; the console takes it over and sets it back to undefined.
 */
export type ConsoleText = ShallowRef<string | undefined>;

const KEY: InjectionKey<ConsoleText> = Symbol('Text for the CQL console');

/** For the page that has a console. */
export function provideConsoleText(): ConsoleText {
  const wanted: ConsoleText = shallowRef();

  provide(KEY, wanted);

  return wanted;
}

/** Of the page that a component is on; undefined on pages that have no console. */
export function useConsoleText(): ConsoleText | undefined {
  return inject(KEY, undefined);
}
