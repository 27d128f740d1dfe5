export type { PodEndpoint, PodSession, SessionRequest } from './types';

/** Loads the driver, which is half as large as everything else: only who opens a session needs it. */
export function loadDriver() {
  return import(/* webpackChunkName: "driver" */ './session');
}
