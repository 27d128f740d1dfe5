import { imageKind, parseImage } from './image';

/** Where images named `cassandra` come from that are built in another way. */
const OTHERS = /bitnami|google-samples|k8ssandra|datastax/;

/** Whether an image is the official one, or can pass for it: environment variables, directories and user are the same. */
export function isLikeOfficial(image: string): boolean {
  const { name, repository } = parseImage(image);

  return !OTHERS.test(repository) && (name === 'cassandra' || imageKind(image) !== 'server');
}
