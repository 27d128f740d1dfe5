import coerce from 'semver/functions/coerce';
import gte from 'semver/functions/gte';

/** In the place of `semver`: what the shell's table asks about Rancher's version. */
export default { coerce, gte };
