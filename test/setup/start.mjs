// npm start: everything that is needed, then the lab with the extension in it.
import { dashboard, extension, lab } from './builds.mjs';
import { requireLabMachine } from './requirements.mjs';
import { command, output, run, step } from './steps.mjs';
import { prepare } from './tools.mjs';

const page = `https://127.0.0.1:${ process.env.LAB_PORT || 8443 }/dashboard/c/local/cassandra/clusters`;

await command(async() => {
  await requireLabMachine();
  await prepare();
  const [binary, ui, plugins] = [await lab(), await dashboard(), await extension()];
  const status = await run(binary, ['up', '--dashboard', ui, '--plugins', plugins, ...process.argv.slice(2)], { mayFail: true });

  if (status === 0) {
    await step(`Open ${ page }`, async(say) => {
      const opened = (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) && await output('xdg-open', [page]) !== undefined;

      say(opened ? 'opened in your browser' : 'no desktop here: open it in a browser on this machine (the certificate is the lab\'s own)');
    });
  }

  return status;
});
