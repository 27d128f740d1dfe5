const tasks: (() => void)[] = [];
const channel = new MessageChannel();

channel.port1.onmessage = () => tasks.shift()?.();

/** Runs a task as soon as the browser has seen to what is due. Unlike a timer it does not wait, even in hidden pages. */
export function setImmediate<Args extends unknown[]>(task: (...args: Args) => void, ...args: Args): void {
  tasks.push(() => task(...args));
  channel.port2.postMessage(null);
}
