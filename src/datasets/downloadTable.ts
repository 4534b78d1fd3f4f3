/**
 * Where MNIST and Fashion-MNIST are kept for everyone. These two folders are the only addresses beyond
 * its own host that the page may speak to (the policy in `vite.config.ts` names them), and only when a
 * visitor asks.
 */
import type { DownloadName } from './request.ts';

/** A set that can be fetched. */
export interface Download {
  readonly title: string;
  /** Ends with a slash. */
  readonly folder: string;
  readonly terms: string;
  readonly classNames: readonly string[];
}

/** Where the sets are, and what is in them. */
export const downloadTable: Readonly<Record<DownloadName, Download>> = {
  mnist: {
    title: 'MNIST',
    folder: 'https://raw.githubusercontent.com/fgnt/mnist/master/',
    terms: 'CC BY-SA 3.0 (Yann LeCun, Corinna Cortes)',
    classNames: Array.from('0123456789'),
  },
  'fashion-mnist': {
    title: 'Fashion-MNIST',
    folder: 'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    terms: 'MIT (Zalando SE)',
    classNames: [
      'T-shirt/top',
      'trouser',
      'pullover',
      'dress',
      'coat',
      'sandal',
      'shirt',
      'sneaker',
      'bag',
      'ankle boot',
    ],
  },
};
