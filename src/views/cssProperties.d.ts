/** Custom properties that are set from components. */
import 'react';

declare module 'react' {
  interface CSSProperties {
    '--share'?: number;
    '--from'?: number;
    '--columns'?: number;
    '--letter'?: string;
    '--side'?: string;
    '--row'?: string;
    '--at'?: number;
    '--sign'?: string;
    '--mark'?: string;
  }
}
