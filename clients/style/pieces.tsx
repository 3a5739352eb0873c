/* pieces.tsx -- what shows people and figures, with somebody and something to show. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { AgainstStart } from '../ui/against-start';
import { Face } from '../ui/face';
import { OptionCards } from '../ui/option-cards';
import { PhaseCounts } from '../ui/phase-counts';
import { useText } from '../ui/reading';
import { Sparks } from '../ui/spark';
import { Staircase } from '../ui/staircase';
import { Votes } from '../ui/votes';

const titles = ['style.option_a', 'style.option_b', 'style.option_c', 'style.option_d'] as const;

const price = { hours: 3, weeks: 4, money: 1, load: 1, less: 0, more: 0 };

export function Choices(): JSX.Element {
  const { t } = useText();
  const [chosen, setChosen] = useState(1);
  const options = titles.map((key, option) => ({
    option,
    title: t(key),
    text: t('style.option_text'),
    argument: '',
    price,
  }));
  return (
    <>
      <OptionCards label={t('style.options')} options={options} chosen={chosen} onChoose={setChosen} />
      <Votes options={options} counts={[3, 6, 2, 1]} reasons={[]} />
    </>
  );
}

const people = ['sanne', 'bram', 'yasmina', 'joris', 'kofi'] as const;
const places = [
  [0, 1],
  [1, 0],
  [2, 2],
  [3, 1],
  [4, 0],
] as const;

export function Faces(): JSX.Element {
  const { t } = useText();
  return (
    <div class="row">
      {people.map((id) => (
        <Face key={id} id={id} name={t(`style.person_${id}`)} size="l" />
      ))}
    </div>
  );
}

export function Stairs(): JSX.Element {
  const { t } = useText();
  const shown = people.map((id, member) => {
    const [phase, tread] = places[member] ?? places[0];
    const at = { phase, tread, spiral: 0 };
    const from = member === 2 ? { ...at, tread: 0 } : at;
    return { member, id, name: t(`style.person_${id}`), expression: 'rustig', at, from, guessed: false };
  });
  return <Staircase label={t('style.stairs')} people={shown} still />;
}

const counts = [
  [3, 1, 1, 1, 0],
  [0, 2, 2, 1, 1],
] as const;

export function Counted(): JSX.Element {
  const { t } = useText();
  const rooms = counts.map((of, room) => ({
    room,
    name: t('style.room', { n: room + 1 }),
    counts: of,
    option: room,
    optionTitle: t(titles[room] ?? titles[0]),
  }));
  return <PhaseCounts caption={t('style.counted')} rooms={rooms} />;
}

export function Lines(): JSX.Element {
  const { t } = useText();
  const series = [{ id: 'a', name: t('style.line'), word: t('style.much'), values: [300, 420, 380, 560, 700] }];
  return (
    <>
      <Sparks label={t('style.line')} series={series} />
      <div class="style-against">
        <AgainstStart value={30} others={[12, -8]} scale={40} />
        <AgainstStart value={-18} others={[12, 22]} scale={40} />
      </div>
    </>
  );
}
