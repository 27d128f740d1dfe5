import { afterEach, describe, expect, it, vi } from 'vitest';
import { randomPassword } from '../../../pkg/cassandra/composables/randomPassword';

afterEach(() => vi.unstubAllGlobals());

describe('a generated password', () => {
  it('is of 24 letters and digits, and another each time', () => {
    const passwords = Array.from({ length: 50 }, randomPassword);

    expect(passwords.every((password) => /^[A-Za-z0-9]{24}$/.test(password))).toBe(true);
    expect(new Set(passwords).size).toBe(50);
  });

  it('does without bytes that would make some letters likelier', () => {
    const rounds = [255, 248, 0, 247];

    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(rounds.shift() ?? 61) });

    expect(randomPassword()).toBe('A'.repeat(24));
  });
});
