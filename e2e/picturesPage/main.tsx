/** The picker of pictures by itself, for `pictures.spec.ts`; `?lang=ko` and `?theme=dark` as on the page. */
import { createRoot } from 'react-dom/client';
import type { StoreApi } from 'zustand';
import '../../src/views/tokens.css';
import '../../src/views/base.css';
import '../../src/views/fonts/fonts.css';
import { openPictures } from '../../src/state/train/pictures/openPictures.ts';
import type { PicturesStore } from '../../src/state/train/pictures/picturesStore.ts';
import { LanguageProvider, loadStrings } from '../../src/teaching/language.tsx';
import { PicturesStep } from '../../src/views/train/pictures/PicturesStep.tsx';

declare global {
  interface Window {
    pictures: StoreApi<PicturesStore>;
  }
}

const search = new URLSearchParams(window.location.search);
const language = search.get('lang') === 'ko' ? 'ko' : 'en';
document.documentElement.dataset['theme'] = search.get('theme') ?? 'light';
const initial = await loadStrings(language);
const root = document.querySelector('#app');
if (root === null) throw new Error('no root');
window.pictures = openPictures();
createRoot(root).render(
  <LanguageProvider
    language={language}
    subject="sample"
    initial={initial}
    onError={(thrown) => {
      throw thrown;
    }}
  >
    <h1>{initial.createStrings('sample').pictures.heading}</h1>
    <PicturesStep pictures={window.pictures} />
  </LanguageProvider>,
);
