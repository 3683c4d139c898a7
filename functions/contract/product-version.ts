import { version } from '../../package.json';

/** The version of the product, which its package states. */
export const productVersion = version;
