// @ts-check
/** Finds a Python that can run the tests of `training/`. */
import { spawnSync } from 'node:child_process';

const needs = 'import torch, numpy, PIL, pytest';

/** @param {string} path @returns {string | undefined} what is wrong with it */
function problemOf(path) {
  const { status, stderr, error } = spawnSync(path, ['-c', needs], { encoding: 'utf8' });
  if (status === 0) return undefined;
  return error?.message ?? stderr.trim().split('\n').at(-1);
}

/**
 * Path of a Python with PyTorch, NumPy, Pillow and pytest; undefined where there is none. The one
 * that the variable PYTHON names must be one.
 * @returns {string | undefined}
 */
export function findPython() {
  const named = process.env['PYTHON'];
  if (named !== undefined && named !== '') {
    const problem = problemOf(named);
    if (problem !== undefined) throw new Error(`PYTHON=${named} cannot run them: ${problem}`);
    return named;
  }
  return ['python3', 'python', '/usr/bin/python3'].find((path) => problemOf(path) === undefined);
}
