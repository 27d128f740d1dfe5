// npm run lab -- up | down | status | reset | kubectl … | logs NAME | user NAME
import { dashboard, extension, lab } from './builds.mjs';
import { requireLabMachine } from './requirements.mjs';
import { command, run } from './steps.mjs';
import { prepare } from './tools.mjs';

await command(async() => {
  const [what = 'help', ...rest] = process.argv.slice(2);

  if (what !== 'up') {
    return run(await lab(), [what, ...rest], { mayFail: true });
  }
  await requireLabMachine();
  await prepare();
  const binary = await lab();

  return run(binary, ['up', '--dashboard', await dashboard(), '--plugins', await extension(), ...rest], { mayFail: true });
});
