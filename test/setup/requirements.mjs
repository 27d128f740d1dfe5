// What cannot be installed on the way: said in one line before anything long begins.
import { output, Trouble } from './steps.mjs';

const NODE = 20;
const GO = [1, 26];

/** Throws a Trouble that names what is missing for a lab. */
export async function requireLabMachine() {
  if (Number(process.versions.node.split('.')[0]) < NODE) {
    throw new Trouble(`this is Node ${ process.versions.node }; it takes ${ NODE } or newer`);
  }
  if (process.platform !== 'linux') {
    throw new Trouble(`the lab is a Linux with nodes of its own inside, and does not run on ${ process.platform }`);
  }
  if (process.getuid() !== 0) {
    throw new Trouble('the lab makes namespaces, mounts and cgroups, which takes root: run this with sudo');
  }
  const version = await output('go', ['env', 'GOVERSION']);

  if (!version) {
    throw new Trouble(`the lab is built with Go ${ GO.join('.') } or newer, and \`go\` is not in PATH`);
  }
  const [major, minor] = version.replace(/^go/, '').split('.').map(Number);

  if (major < GO[0] || (major === GO[0] && minor < GO[1])) {
    throw new Trouble(`the lab is built with Go ${ GO.join('.') } or newer, and this is ${ version }`);
  }
}
