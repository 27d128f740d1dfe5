// npm run typecheck: vue-tsc over all of our code.
// The shell ships TypeScript sources, not declarations, and they do not hold under our stricter
// settings (noUncheckedIndexedAccess, noImplicitOverride): what is said of its files is left out.
import { spawn } from 'node:child_process';

import { command, root } from './steps.mjs';
import { prepare } from './tools.mjs';

await command(async() => {
  await prepare();
  const child = spawn('vue-tsc', ['--noEmit', '--pretty', 'false'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';

  child.stdout.on('data', (part) => {
    text += part;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  // A diagnostic is a line and the indented lines under it.
  const diagnostics = text.split(/\n(?=\S)/).filter((one) => one.trim());
  const ours = diagnostics.filter((one) => !one.startsWith('node_modules/'));

  ours.forEach((one) => console.log(one));

  // Without a diagnostic of any file, a bad status is vue-tsc's own failure.
  return ours.length || (status !== 0 && !diagnostics.length) ? 1 : 0;
});
