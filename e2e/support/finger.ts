/** A finger on a touch screen, told to the browser as the system tells it. */
import type { Page } from '@playwright/test';

/** One finger; every call resolves when the page has been told. */
export interface Finger {
  down(x: number, y: number): Promise<void>;
  move(x: number, y: number): Promise<void>;
  up(): Promise<void>;
}

/** A finger for a page whose context has touch. Points are CSS pixels of the window. */
export async function fingerOn(page: Page): Promise<Finger> {
  const client = await page.context().newCDPSession(page);
  const tell = async (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number, y?: number) => {
    const touchPoints = x === undefined || y === undefined ? [] : [{ x, y }];
    await client.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  return {
    down: (x, y) => tell('touchStart', x, y),
    move: (x, y) => tell('touchMove', x, y),
    up: () => tell('touchEnd'),
  };
}
