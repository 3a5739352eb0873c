/* mend.tsx -- what still has to be mended, the worst first; a click leads to the field. */
import type { JSX } from 'preact';
import check from 'phosphor:check-circle';
import warning from 'phosphor:warning-circle';
import { letterOf } from '../core/types';
import { Icon } from '../ui/icon';
import { useText, type Texts } from '../ui/reading';
import type { DraftChecked, Trouble, TryoutReport } from '../core/types';
import { idsAt, wordAt, type Draft } from './draft';
import { dilemmaOf } from './part';

const SHOWN_MAX = 60;

interface MendLine {
  readonly trouble: Trouble;
  readonly said: string;
  readonly where: string;
}

/* Texts still to be written are one line for each part and language: it leads to the first. */
function together(t: Texts['t'], troubles: readonly Trouble[], where: (one: Trouble) => string): readonly MendLine[] {
  const missing = new Map<string, Trouble[]>();
  const lines: MendLine[] = [];
  for (const one of troubles) {
    if (one.code !== 'text_missing') lines.push({ trouble: one, said: one.message, where: '' });
    else missing.set(where(one), [...(missing.get(where(one)) ?? []), one]);
  }
  const groups = [...missing.values()].flatMap((group): MendLine[] =>
    group[0] === undefined
      ? []
      : [{ trouble: group[0], said: t('author.mend_missing', { n: group.length }), where: '' }],
  );
  return [
    ...lines.filter((one) => one.trouble.level === 'error'),
    ...groups,
    ...lines.filter((one) => one.trouble.level !== 'error'),
  ];
}

/* What the playtest found: an option that wins nearly always, or never. */
function judged(t: Texts['t'], draft: Draft, report: TryoutReport | null): readonly MendLine[] {
  const ids = idsAt(draft.scenario, ['dilemmas']);
  return (report?.dilemmas ?? []).flatMap((dilemma) =>
    dilemma.options.flatMap((option, i): MendLine[] =>
      option.fault === ''
        ? []
        : [
            {
              trouble: {
                code: 'played',
                level: 'warning',
                file: 'scenario',
                path: `dilemmas[${ids.indexOf(dilemma.id)}].options[${i}].start`,
                message: '',
                meant: '',
              },
              said: t('author.mend_played', { letter: letterOf(i), fault: option.fault }),
              where: dilemma.title,
            },
          ],
    ),
  );
}

interface MendProps {
  readonly draft: Draft;
  readonly checked: DraftChecked | null;
  readonly report: TryoutReport | null;
  readonly unchecked: string | null; // Why the server did not check it.
  readonly onGo: (trouble: Trouble) => void;
}

export function Mend({ draft, checked, report, unchecked, onGo }: MendProps): JSX.Element {
  const { t, lang } = useText();
  const where = (one: Trouble): string => {
    const number = dilemmaOf(draft, one);
    const id = number < 0 ? '' : (idsAt(draft.scenario, ['dilemmas'])[number] ?? '');
    const part =
      number >= 0
        ? wordAt(draft[lang], ['dilemmas', id, 'title']) || t('author.untitled')
        : /^(members|team|others)/.test(one.path)
          ? t('author.team')
          : /^acts/.test(one.path)
            ? t('author.arc')
            : /^endings/.test(one.path)
              ? t('author.endings')
              : /^debrief/.test(one.path)
                ? t('author.debrief')
                : t('author.story');
    return one.file === 'scenario' ? part : t('author.mend_where', { part, lang: t(`author.lang_${one.file}`) });
  };
  const lines = [...together(t, checked?.problems ?? [], where), ...judged(t, draft, report)];
  const count = checked === null ? 0 : lines.length;
  return (
    <section class="author-mend" aria-labelledby="author-mend">
      <h2 class="tool-head" id="author-mend" aria-live="polite">
        {checked === null
          ? t('author.checking')
          : count === 0
            ? t('author.mend_nothing')
            : t('author.mend', { n: count })}
      </h2>
      {unchecked !== null && (
        <p class="author-wrong">
          <Icon d={warning} />
          <span>{unchecked}</span>
        </p>
      )}
      {checked !== null && count > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without bullets for no list.
        <ul class="mend-list" tabIndex={0} role="list" aria-labelledby="author-mend">
          {lines.slice(0, SHOWN_MAX).map((one, i) => (
            <li key={i} class={one.trouble.level === 'error' ? 'mend-error' : undefined}>
              <button type="button" onClick={() => onGo(one.trouble)}>
                <span class="tiny soft">
                  {t(`author.level_${one.trouble.level}`)} · {one.where || where(one.trouble)}
                </span>
                <span>{one.said}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {checked !== null && checked.errors === 0 && (
        <p class="stored">
          <Icon d={check} />
          <span>
            {t('author.measures', {
              rounds: checked.measures.rounds,
              least: checked.measures.minutes_least,
              most: checked.measures.minutes_most,
              words: checked.measures[lang].words,
              ease: checked.measures[lang].ease,
            })}
          </span>
        </p>
      )}
    </section>
  );
}
