/** The bar of what is in force: model, backend; and link, language, looks. */
import { Box, Languages, Link, SlidersHorizontal } from 'lucide-react';
import { toPlainError } from '../../errors.ts';
import type { Language, Scaling, Theme } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button, IconButton } from '../parts/Button.tsx';
import { Popover } from '../parts/Popover.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { joinClasses } from '../parts/classes.ts';
import { copyText } from '../parts/copyText.ts';
import { modelTitle } from '../parts/modelTitle.ts';
import { presentLink } from '../presentLink.ts';
import { useActions, useStore, useStoreApi } from '../services.tsx';
import { BackendChip } from './BackendChip.tsx';
import { MaskChip } from './MaskChip.tsx';
import styles from './TopBar.module.css';

const languages: readonly { readonly value: Language; readonly label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'ko', label: '한국어' },
];

function ModelChip() {
  const strings = useStrings();
  const id = useStore((state) => state.scene?.modelId);
  const own = useStore((state) => {
    const config = id === undefined ? undefined : state.configs[id];
    return config?.title ?? state.models.find((model) => model.id === id)?.title ?? null;
  });
  const title = id === undefined || own === null ? null : modelTitle(strings, id, own);
  const { setView } = useActions();
  const words = strings.shell.bar;
  return (
    <Button
      variant="plain"
      icon={Box}
      className={styles.chip}
      aria-label={title === null ? words.noModel : words.model(title)}
      onClick={() => setView('models')}
    >
      <span className={styles.clipped}>{title ?? words.noModel}</span>
    </Button>
  );
}

function DisplayMenu() {
  const words = useStrings().shell.bar;
  const scaling = useStore((state) => state.scaling);
  const theme = useStore((state) => state.theme);
  const language = useStore((state) => state.language);
  const { setScaling, setTheme, setLanguage } = useActions();
  return (
    <Popover label={words.display} icon={SlidersHorizontal}>
      <Segmented<Scaling>
        label={words.scaling.label}
        showLabel
        value={scaling}
        onChange={setScaling}
        options={[
          { value: 'crisp', label: words.scaling.crisp },
          { value: 'smooth', label: words.scaling.smooth },
        ]}
      />
      <Segmented<Theme>
        label={words.theme.label}
        showLabel
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'light', label: words.theme.light },
          { value: 'dark', label: words.theme.dark },
          { value: 'system', label: words.theme.system },
        ]}
      />
      <Segmented<Language>
        label={words.language}
        showLabel
        value={language}
        onChange={setLanguage}
        options={languages}
      />
    </Popover>
  );
}

/** The bar at the top. */
export function TopBar({ className }: { readonly className: string }) {
  const strings = useStrings();
  const language = useStore((state) => state.language);
  const api = useStoreApi();
  const { notify, setLanguage } = useActions();
  const other = languages.find((candidate) => candidate.value !== language);

  const copyLink = (): void => {
    copyText(presentLink(api.getState())).then(
      () => notify('success', { kind: 'text', key: 'link-copied' }),
      (thrown: unknown) =>
        notify('error', { kind: 'error', error: toPlainError(thrown), retry: false }),
    );
  };

  return (
    <header className={joinClasses(styles.bar, className)}>
      <span className={styles.name}>{strings.shell.name}</span>
      <div className={styles.chips} role="group" aria-label={strings.shell.bar.label}>
        <ModelChip />
        <BackendChip />
        <MaskChip />
      </div>
      <div className={styles.tools}>
        <IconButton icon={Link} label={strings.shell.bar.copyLink} onClick={copyLink} />
        {other !== undefined && (
          <Button
            variant="plain"
            icon={Languages}
            className={styles.language}
            lang={other.value}
            onClick={() => setLanguage(other.value)}
          >
            {other.label}
          </Button>
        )}
        <DisplayMenu />
      </div>
    </header>
  );
}
