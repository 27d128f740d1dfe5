import type { Refusal } from '../core/manifest/refusal';
import { useText } from './useText';

/** Why Kubernetes refused something, in the user's language. */
export function useRefusals(): (refusal: Refusal) => string {
  const t = useText();

  return ({ code, params }) => t(`cassandra.refusal.${ code }`, params);
}
