import { inject } from 'vue';

interface Store {
  readonly getters: Readonly<Record<string, unknown>>;
}

/** What each component of an application has. */
interface Component {
  readonly $store: Store;
}

/** Named as in `vuex`: Rancher's store, in `setup`. */
export function useStore(): Store | undefined {
  return inject<Store>('store');
}

/**
 * Named as in `vuex`: getters as computed properties of a component.
 *
 * @param names of getters, or by names of properties. Those of a namespace are had by their whole names only.
 */
export function mapGetters(names: readonly string[] | Readonly<Record<string, string>>): Record<string, (this: Component) => unknown> {
  return Object.fromEntries(Object.entries(names).map(([property, name]) => [Array.isArray(names) ? name : property, function(this: Component) {
    return this.$store.getters[name];
  }]));
}
