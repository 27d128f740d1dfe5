// npm run build: the extension as it is published, in dist-pkg/.
import { extension } from './builds.mjs';
import { command } from './steps.mjs';
import { prepare } from './tools.mjs';

await command(async() => {
  await prepare();
  console.log(await extension());
});
