/** Custom properties that the Walk view sets on its root. */
import 'react';

declare module 'react' {
  interface CSSProperties {
    '--room'?: string;
    '--tile'?: string;
  }
}
