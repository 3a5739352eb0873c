/* mend.tsx -- what still has to be mended, the worst first; a click leads to the field. */
import type { JSX } from 'preact';
import check from 'phosphor:check-circle';
import warning from 'phosphor:warning-circle';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';
import type { Checked, Trouble } from './desk';
import { idsAt, wordAt, type Draft } from './draft';

const SHOWN_MAX = 60;

/* The number of the dilemma that a problem is about, or -1. */
export function dilemmaOf(draft: Draft, trouble: Pick<Trouble, 'file' | 'path'>): number {
  const byNumber = /^dilemmas\[(\d+)\]/.exec(trouble.path);
  if (byNumber !== null) return Number(byNumber[1]);
  const byId = /^dilemmas\.([^.[]+)/.exec(trouble.path);
  return byId === null ? -1 : idsAt(draft.scenario, ['dilemmas']).indexOf(byId[1] ?? '');
}

export interface MendProps {
  readonly draft: Draft;
  readonly checked: Checked | null;
  readonly unreachable: boolean;
  readonly onGo: (trouble: Trouble) => void;
}

export function Mend({ draft, checked, unreachable, onGo }: MendProps): JSX.Element {
  const { t, lang } = useText();
  const where = (one: Trouble): string => {
    const number = dilemmaOf(draft, one);
    const id = number < 0 ? '' : idsAt(draft.scenario, ['dilemmas'])[number] ?? '';
    const part = number >= 0 ? wordAt(draft[lang], ['dilemmas', id, 'title']) || t('author.untitled')
      : /^(members|team|others)/.test(one.path) ? t('author.team') : /^acts/.test(one.path) ? t('author.arc')
        : /^endings/.test(one.path) ? t('author.endings') : /^debrief/.test(one.path) ? t('author.debrief') : t('author.story');
    return one.file === 'scenario' ? part : t('author.mend_where', { part, lang: t(`author.lang_${one.file}`) });
  };
  const count = checked === null ? 0 : checked.errors + checked.warnings;
  return (
    <section class="author-mend" aria-labelledby="author-mend">
      <h2 class="tool-head" id="author-mend" aria-live="polite">{checked === null ? t('author.checking') : count === 0 ? t('author.mend_nothing') : t('author.mend', { n: count })}</h2>
      {unreachable && <p class="author-wrong"><Icon d={warning} /><span>{t('author.unreachable')}</span></p>}
      {checked !== null && count > 0 && (
        <ul class="mend-list" tabIndex={0} role="list" aria-labelledby="author-mend">
          {checked.problems.slice(0, SHOWN_MAX).map((one, i) => (
            <li key={i} class={one.level === 'error' ? 'mend-error' : undefined}>
              <button type="button" onClick={() => onGo(one)}><span class="tiny soft">{t(`author.level_${one.level}`)} · {where(one)}</span><span>{one.message}</span></button>
            </li>
          ))}
        </ul>
      )}
      {checked !== null && checked.errors === 0 && (
        <p class="stored"><Icon d={check} /><span>{t('author.measures', {
          rounds: checked.measures.rounds, least: checked.measures.minutes_least, most: checked.measures.minutes_most,
          words: checked.measures[lang].words, ease: checked.measures[lang].ease })}</span></p>
      )}
    </section>
  );
}
