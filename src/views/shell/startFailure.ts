/** The last word of a page that could not start: no strings, no React, only what the browser has. */

/** Puts a sentence in both languages where the page should be, with what was thrown. */
export function reportStartFailure(root: HTMLElement, thrown: unknown): void {
  console.error(thrown);
  const found = thrown instanceof Error ? thrown.message : String(thrown);
  const sentences = [
    ['en', 'The page could not start. Check the connection and reload it.'],
    ['ko', '페이지를 열지 못했습니다. 연결을 확인하고 새로 고치세요.'],
    ['en', found],
  ] as const;
  const box = document.createElement('main');
  box.setAttribute('role', 'alert');
  for (const [language, sentence] of sentences) {
    const line = document.createElement('p');
    line.lang = language;
    line.textContent = sentence;
    box.append(line);
  }
  root.replaceChildren(box);
}
