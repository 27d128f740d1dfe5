// node test/setup/run.mjs COMMAND [ARGUMENT …]: runs a command with the project's tools in PATH.
import { command, run, Trouble } from './steps.mjs';
import { prepare } from './tools.mjs';

await command(async() => {
  const [program, ...args] = process.argv.slice(2);

  if (!program) {
    throw new Trouble('usage: node test/setup/run.mjs COMMAND [ARGUMENT …]');
  }
  await prepare();

  return run(program, args, { mayFail: true });
});
