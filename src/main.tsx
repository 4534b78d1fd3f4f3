/** The composition root: makes the services, waits for the strings, mounts the page. */
import './views/tokens.css';
import './views/base.css';
import './views/fonts/fonts.css';
import { createRoot } from 'react-dom/client';
import { createConsoleApi } from './console.ts';
import { toPlainError } from './errors.ts';
import { registerServiceWorker } from './serviceWorker/register.ts';
import { createServices } from './state/services.ts';
import type { Services } from './state/services.ts';
import { LanguageProvider, loadStrings } from './teaching/language.tsx';
import type { LoadedStrings } from './teaching/language.tsx';
import { ServicesProvider, useActions, useStore } from './views/services.tsx';
import { ErrorBoundary } from './views/shell/ErrorBoundary.tsx';
import { Shell } from './views/shell/Shell.tsx';
import { reportStartFailure } from './views/shell/startFailure.ts';

function Page({ strings }: { readonly strings: LoadedStrings }) {
  const language = useStore((state) => state.language);
  const subject = useStore(({ scene, configs }) => configs[scene?.modelId ?? '']?.subject);
  const { notify } = useActions();
  return (
    <LanguageProvider
      language={language}
      subject={subject ?? 'sample'}
      initial={strings}
      onError={(thrown) =>
        notify('error', { kind: 'error', error: toPlainError(thrown), retry: false })
      }
    >
      <ErrorBoundary>
        <Shell />
      </ErrorBoundary>
    </LanguageProvider>
  );
}

/** Keeps the page for use without a network, and tells how that went. */
function keepOffline({ store }: Services): void {
  const { notify } = store.getState();
  registerServiceWorker({
    onUpdateReady: () => notify('info', { kind: 'text', key: 'update-ready' }),
    onOfflineReady: () => notify('success', { kind: 'text', key: 'offline-ready' }),
    onFailure: (thrown) =>
      notify('error', { kind: 'error', error: toPlainError(thrown), retry: false }),
  });
}

async function start(root: HTMLElement): Promise<void> {
  const services = createServices();
  window.playground = createConsoleApi(services);
  const strings = await loadStrings(services.store.getState().language);
  createRoot(root).render(
    <ServicesProvider services={services}>
      <Page strings={strings} />
    </ServicesProvider>,
  );
  keepOffline(services);
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element called root.');
start(root).catch((thrown: unknown) => reportStartFailure(root, thrown));
