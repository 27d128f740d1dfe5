import type { ProductFunction } from '@shell/core/plugin';

/** A module that describes a product: what `addProduct` takes from Rancher 2.7 on. */
export interface ProductModule {
  init: ProductFunction;
}

/** The shell's types ask for a function; what every host calls is the `init` of the module that it is given. */
export function productModule(module: ProductModule): ProductFunction {
  return module as unknown as ProductFunction;
}
