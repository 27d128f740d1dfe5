import { useStore } from 'vuex';
import { useI18n } from '@shell/composables/useI18n';

export type TextArgs = Record<string, string | number>;
export type Text = (key: string, args?: TextArgs) => string;

/**
 * The translation of a key as plain text. The shell's own `t` escapes HTML unless told otherwise,
 * and Vue escapes what it interpolates: both together would show `&#39;` to the user.
 */
export function useText(): Text {
  const { t } = useI18n(useStore());

  return (key, args) => t(key, args, true);
}
