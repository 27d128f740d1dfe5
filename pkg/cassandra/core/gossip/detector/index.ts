export { HeartbeatDetector, type Look, type Vital } from './detector';
export { THRESHOLDS } from './thresholds';
export type { Liveness, Pulse } from './watched';
