/* choose.tsx -- which story, and how much time. */
import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { makeSolo, scenarios, type Problem, type ScenarioCard } from '../core/api';
import { Button } from '../ui/button';
import { Chips } from '../ui/chips';
import { Face } from '../ui/face';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import { themesOf } from '../ui/words';
import '../ui/option-cards.css';
import './solo.css';

const ROUND_MINUTES = 6; // Alone, without the talk.
const SHORT_MINUTES = 30;
const minutesOf = (card: ScenarioCard): number => card.rounds * ROUND_MINUTES;

export interface ChooseProps {
  readonly begun: { readonly title: string; readonly go: () => void } | null;
  readonly onBegin: (token: string) => void;
}

export function Choose({ begun, onBegin }: ChooseProps): JSX.Element {
  const { t, lang } = useText();
  const [cards, setCards] = useState<readonly ScenarioCard[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    void scenarios(lang).then((answer) => {
      if (!answer.ok) return setProblem(answer.problem);
      setCards(answer.value.scenarios);
      setChosen((before) => before ?? answer.value.scenarios[0]?.id ?? null);
    });
  }, [lang]);
  const begin = async (): Promise<void> => {
    if (chosen === null) return;
    setBusy(true);
    const answer = await makeSolo(chosen, t('solo.me'), lang);
    setBusy(false);
    if (answer.ok) onBegin(answer.value.token);
    else setProblem(answer.problem);
  };
  return <ChooseView cards={cards} chosen={chosen} onChoose={setChosen} busy={busy} begun={begun} onGo={() => void begin()}
    problem={problem === null ? null : problem.message || t('join.unreachable')} />;
}

export interface ChooseViewProps {
  readonly cards: readonly ScenarioCard[] | null;
  readonly chosen: string | null;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly begun: ChooseProps['begun'];
  readonly onChoose: (id: string) => void;
  readonly onGo: () => void;
}

export function ChooseView({ cards, chosen, busy, problem, begun, onChoose, onGo }: ChooseViewProps): JSX.Element {
  const { t } = useText();
  const [time, setTime] = useState<'short' | 'all'>('all');
  const all = cards ?? [];
  const mixed = all.some((card) => minutesOf(card) <= SHORT_MINUTES) && all.some((card) => minutesOf(card) > SHORT_MINUTES);
  const shown = time === 'short' ? all.filter((card) => minutesOf(card) <= SHORT_MINUTES) : all;
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (!busy && chosen !== null) onGo(); }}>
      <PhonePage page="choose" menu={<ReadingMenu />} bar={<>
        {problem !== null && <p class="field-error center" role="alert">{problem}</p>}
        <Button kind="main" full submit busy={busy} off={chosen === null}>{t('solo.go')}</Button>
        <p class="tiny soft center">{t('solo.promise')}</p>
      </>}>
        <h1>{t('solo.title')}</h1>
        <p class="lead-in">{t('solo.lead')}</p>
        {begun !== null && (
          <div class="sheet row between"><p>{begun.title === '' ? t('solo.resume_untitled') : t('solo.resume', { title: begun.title })}</p>
            <Button compact onClick={begun.go}>{t('join.resume_go')}</Button></div>
        )}
        {mixed && <div class="solo-time"><Chips label={t('solo.time')} layout="even" value={time} onPick={setTime} chips={[
          { value: 'short', body: <><b>{t('solo.time_short')}</b><small>{t('solo.time_short_what')}</small></> },
          { value: 'all', body: <><b>{t('solo.time_all')}</b><small>{t('solo.time_all_what')}</small></> }]} /></div>}
        {cards !== null && shown.length === 0 && <p class="soft" role="status">{all.length === 0 ? t('solo.none_at_all') : t('solo.none')}</p>}
        <Stories cards={shown} chosen={chosen} onChoose={onChoose} />
        <p class="small block"><a href="/">{t('solo.group')}</a></p>
      </PhonePage>
    </form>
  );
}

function Stories({ cards, chosen, onChoose }: { readonly cards: readonly ScenarioCard[]; readonly chosen: string | null; readonly onChoose: (id: string) => void }): JSX.Element {
  const { t } = useText();
  const name = useId();
  return (
    <fieldset class="options">
      <legend class="hidden-text">{t('solo.stories')}</legend>
      {cards.map((card) => (
        <label class="option" key={card.id}>
          <input type="radio" name={name} checked={card.id === chosen} onChange={() => onChoose(card.id)} />
          <span class="option-card story-card">
            <span class="faces">{card.members.slice(0, 3).map((member) => <Face key={member.id} id={member.id} name={member.name} size="s" />)}</span>
            <span><strong class="head">{card.title}</strong><span class="option-text">{card.intro}</span>
              <span class="story-card-line">{[themesOf(t, card.themes), t('solo.card', { n: card.rounds, minutes: minutesOf(card) })].join(', ')}</span></span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
