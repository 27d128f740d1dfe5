import { imageKind, parseImage } from './image';

/** Where images named `cassandra` come from that are built in another way. */
const OTHERS = /bitnami|google-samples|k8ssandra|datastax/;

/** Whose start script an image has: that decides what its variables do, and what holds where none is set. */
export type Flavour = 'official' | 'example' | 'bitnami' | 'other';

/** Whose image this is; one that is merely named after Cassandra may do anything. */
export function flavourOf(image: string): Flavour {
  const { name, repository } = parseImage(image);

  if (repository.includes('google-samples')) {
    return 'example';
  }
  if (repository.includes('bitnami')) {
    return 'bitnami';
  }

  return name === 'cassandra' && isLikeOfficial(image) ? 'official' : 'other';
}

/** Whether an image is the official one, or can pass for it: environment variables, directories and user are the same. */
export function isLikeOfficial(image: string): boolean {
  const { name, repository } = parseImage(image);

  return !OTHERS.test(repository) && (name === 'cassandra' || imageKind(image) !== 'server');
}
