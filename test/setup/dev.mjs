// npm run dev: the dashboard with the extension built in and hot reload, against the lab or any Rancher
// (API=https://rancher.example.org npm run dev).
import { command, run } from './steps.mjs';
import { prepare } from './tools.mjs';

await command(async() => {
  const api = process.env.API || `https://127.0.0.1:${ process.env.LAB_PORT || 8443 }`;

  await prepare();
  console.log(`https://127.0.0.1:8005 in about two minutes, against ${ api }`);

  return run('vue-cli-service', ['serve', '--host', '127.0.0.1'], { mayFail: true, env: { API: api, NODE_ENV: 'dev' } });
});
