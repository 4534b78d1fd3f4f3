/** The length of z against the prior's shell. */
import type { Shell } from '../../latent/prior.ts';
import { useStrings } from '../../teaching/language.tsx';
import styles from './NormGauge.module.css';

export interface NormGaugeProps {
  /** |z|. */
  readonly norm: number;
  readonly shell: Shell;
  /** What is as long as that: z, or Y of a sum. */
  readonly symbol?: 'z' | 'Y';
}

/** A scale from 0 to twice the shell's mean, the shell (mean ± 2σ) as a band, |z| as a needle. */
export function NormGauge({ norm, shell, symbol = 'z' }: NormGaugeProps) {
  const strings = useStrings();
  const end = shell.mean * 2;
  const percent = (value: number): number => (Math.min(end, Math.max(0, value)) / end) * 100;
  const low = percent(shell.mean - 2 * shell.deviation);
  const high = percent(shell.mean + 2 * shell.deviation);
  return (
    <div
      className={styles.gauge}
      role="img"
      aria-label={strings.parts.norm.sentence(symbol, norm, shell.mean, shell.deviation)}
    >
      <div className={styles.words} aria-hidden="true">
        <span>{strings.parts.norm.value(norm, symbol)}</span>
        <span className={styles.quiet}>
          {strings.parts.norm.shell(shell.mean, shell.deviation)}
        </span>
      </div>
      <svg className={styles.scale} width="100%" height="16" aria-hidden="true">
        <line className={styles.axis} x1="0" x2="100%" y1="8" y2="8" />
        <rect className={styles.band} x={`${low}%`} width={`${high - low}%`} y="3" height="10" />
        <line
          className={styles.needle}
          x1={`${percent(norm)}%`}
          x2={`${percent(norm)}%`}
          y1="0"
          y2="16"
        />
      </svg>
    </div>
  );
}
