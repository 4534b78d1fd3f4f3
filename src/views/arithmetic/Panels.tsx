/** The panels behind "More", one tab each. */
import type { ArithmeticPanel } from '../../state/arithmetic/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { TabbedPanel } from '../parts/TabbedPanel.tsx';
import { useActions } from '../services.tsx';
import { BenchAttributes } from './BenchAttributes.tsx';
import { ControlsPanel } from './ControlsPanel.tsx';
import { ExportBench } from './ExportBench.tsx';
import { OwnDirectionPanel } from './OwnDirectionPanel.tsx';
import { TurnPanel } from './TurnPanel.tsx';
import { WallPanel } from './wall/WallPanel.tsx';
import { useBench } from './bench.ts';

type Tab = Exclude<ArithmeticPanel, 'none'>;

const tabs: readonly Tab[] = ['controls', 'attributes', 'ownDirection', 'turn', 'wall', 'export'];

function PanelOf({ tab }: { readonly tab: Tab }) {
  if (tab === 'controls') return <ControlsPanel />;
  if (tab === 'attributes') return <BenchAttributes />;
  if (tab === 'ownDirection') return <OwnDirectionPanel />;
  if (tab === 'turn') return <TurnPanel />;
  if (tab === 'wall') return <WallPanel />;
  return <ExportBench />;
}

/** The open panel under its tabs. */
export function Panels() {
  const words = useStrings().arithmetic.panels;
  const actions = useActions();
  const panel = useBench((bench) => bench.panel);
  if (panel === 'none') return null;
  return (
    <TabbedPanel
      id="arithmetic-panels"
      heading={words.heading}
      tabs={tabs.map((value) => ({ value, label: words.tabs[value] }))}
      value={panel}
      onChange={(next) => actions.setBench({ panel: next })}
      closeLabel={words.close}
      onClose={() => {
        actions.setBench({ panel: 'none' });
        document.querySelector<HTMLButtonElement>('[data-more]')?.focus();
      }}
    >
      <PanelOf tab={panel} />
    </TabbedPanel>
  );
}
