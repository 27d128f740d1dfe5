import type { Page } from '@playwright/test';

/** The lab's users; what each may do is in test/lab/README.md. */
export type Login = 'admin' | 'operator' | 'viewer' | 'noexec';

export const password = (login: Login): string => `${ login }-lab-password`;

/** Logs in through the API, as the login form does, and leaves the session's cookie in the page. */
export async function loginAs(page: Page, login: Login): Promise<void> {
  const answer = await page.request.post('/v1-public/login', {
    data: { type: 'localProvider', username: login, password: password(login), responseType: 'cookie' },
  });

  if (!answer.ok()) {
    throw new Error(`login as ${ login }: ${ answer.status() } ${ await answer.text() }`);
  }
}
