import { StaleError } from '../rancher/operations/fresh';
import { useText } from './useText';

/** Why something did not work: in the user's language where that is known, else in the words of whoever refused it. */
export function useErrorText(): (thrown: unknown) => string {
  const t = useText();

  return (thrown) => {
    if (thrown instanceof StaleError) {
      return t(`cassandra.operation.stale.${ thrown.reason.code }`, { ...thrown.reason });
    }

    return thrown instanceof Error ? thrown.message : String(thrown);
  };
}
