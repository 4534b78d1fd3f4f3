import { describe, expect, it } from 'vitest';
import { toLatent } from '../model/arrays.ts';
import { recordAsText, recordOfFace, recordOfPath } from './record.ts';

const drawn = {
  modelId: 'faces',
  z: toLatent([1, 2], 2),
  origin: { kind: 'sample', seed: 2015, index: 17 },
} as const;
const made = {
  modelId: 'faces',
  z: toLatent([0.123456789, -1.5], 2),
  origin: { kind: 'free' },
} as const;

describe('recordOfFace', () => {
  it('names a draw by seed and index', () => {
    expect(recordOfFace(drawn, { link: 'http://x/#s' })).toEqual({
      Software: 'Latent Playground',
      Model: 'faces',
      z: 'sample 17 of seed 2015',
      Source: 'http://x/#s',
    });
  });

  it('writes other latents as numbers that give back the float32 within six digits', () => {
    const text = recordOfFace(made)['z'] ?? '';
    expect(JSON.parse(text)).toEqual([expect.closeTo(0.123456789, 6), expect.closeTo(-1.5, 6)]);
  });
});

describe('recordOfPath', () => {
  it('lists keyframes in order and the way between them, and becomes lines of text', () => {
    const record = recordOfPath([drawn, made], { interpolation: 'slerp', title: '걷기' });
    expect(record['z']?.split('\n')[0]).toBe('sample 17 of seed 2015');
    expect(recordAsText(record)).toMatch(/^Title: 걷기\nSoftware: .*\nModel: faces\nz: sample 17/);
    expect(record['Interpolation']).toBe('slerp');
  });
});
