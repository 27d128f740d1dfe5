/**
 * Adds a style to the page; a component's module does so once.
 *
 * @param css with § for `scope`
 */
export default function add(css: string, scope = ''): void {
  const style = document.createElement('style');

  style.textContent = css.replaceAll('§', scope);
  document.head.append(style);
}
