/** The instruments behind "More", one tab each. */
import type { Instrument } from '../../state/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { TabbedPanel } from '../parts/TabbedPanel.tsx';
import { useActions } from '../services.tsx';
import { ComponentsPanel } from './ComponentsPanel.tsx';
import { ExportPanel } from './ExportPanel.tsx';
import { PadPanel } from './PadPanel.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { SheetPanel } from './SheetPanel.tsx';
import { WalkAttributes } from './WalkAttributes.tsx';
import { useScene } from './scene.ts';

type Tab = Exclude<Instrument, 'none'>;

const tabs: readonly Tab[] = ['pad', 'components', 'attributes', 'sheet', 'settings', 'export'];

function PanelOf({ tab }: { readonly tab: Tab }) {
  if (tab === 'pad') return <PadPanel />;
  if (tab === 'components') return <ComponentsPanel />;
  if (tab === 'attributes') return <WalkAttributes />;
  if (tab === 'sheet') return <SheetPanel />;
  if (tab === 'settings') return <SettingsPanel />;
  return <ExportPanel />;
}

/** The panel of instruments; shown while one is open. */
export function Instruments() {
  const words = useStrings().walk.instruments;
  const actions = useActions();
  const instrument = useScene((scene) => scene.instrument);
  if (instrument === 'none') return null;
  return (
    <TabbedPanel
      id="walk-instruments"
      heading={words.heading}
      tabs={tabs.map((value) => ({ value, label: words.tabs[value] }))}
      value={instrument}
      onChange={actions.setInstrument}
      closeLabel={words.close}
      onClose={() => {
        actions.setInstrument('none');
        document.querySelector<HTMLButtonElement>('[data-more]')?.focus();
      }}
    >
      <PanelOf tab={instrument} />
    </TabbedPanel>
  );
}
