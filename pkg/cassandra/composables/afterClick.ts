/** From pressing a button of the pointer to letting go of it. */
const CLICK_MS = 200;

/**
 * For what is said when a field loses the focus. A message that appears at once moves what stands below it, away from
 * under the pointer that is being pressed there, and the click is lost.
 */
export function afterClick(work: () => void): void {
  setTimeout(work, CLICK_MS);
}
