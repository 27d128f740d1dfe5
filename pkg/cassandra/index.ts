import { importTypes } from '@rancher/auto-import';
import type { IPlugin } from '@shell/core/types';
import icon from '../../assets/icon.svg';
import { addToHostPages } from './host-pages';
import metadata from './package.json';
import * as product from './product';
import { productModule } from './rancher/product-module';
import { routes } from './routes';

/** What the extension registers with Rancher. */
export default function(plugin: IPlugin): void {
  importTypes(plugin);

  // Bundled, so that the icon also shows where no catalog can be reached.
  plugin.metadata = { ...metadata, icon };

  plugin.addProduct(productModule(product));
  plugin.addRoutes(routes);
  addToHostPages(plugin);

  plugin.addL10n('en-us', () => import(/* webpackChunkName: "en-us" */ '../../l10n/en-us.yaml'));
  plugin.addL10n('zh-hans', () => import(/* webpackChunkName: "zh-hans" */ '../../l10n/zh-hans.yaml'));
}
