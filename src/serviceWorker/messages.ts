/** What the page says to its service worker. */

/** Asks a waiting worker to take over. */
export const activateMessage = 'activate';
