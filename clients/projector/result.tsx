/* result.tsx -- how people chose. Before the decision: a bar for each option, and reasons that contradict
 * each other. After it: a thread for each person, from the first choice to the second. The heading says it in
 * words. */
import type { JSX } from 'preact';
import { list } from '../core/i18n';
import { letterOf, type Dilemma } from '../core/types';
import { Letter } from '../ui/letter';
import { useText, type Texts } from '../ui/reading';
import { Threads } from '../ui/threads';
import { spoken } from '../ui/words';
import { Options } from './options';
import { lieOf, movesOf, sum, totalOf, type Show, type Total } from './show';

const VOICES_MAX = 2;

export function ResultPicture({ show, dilemma }: { readonly show: Show; readonly dilemma: Dilemma }): JSX.Element {
  const total = totalOf(show.results);
  return total.shifts.length > 0 ? (
    <Changed total={total} dilemma={dilemma} />
  ) : (
    <First total={total} show={show} dilemma={dilemma} />
  );
}

/* ---- before the decision ------------------------------------------------------------------------- */

function lieWords({ t, lang }: Texts, total: Total): string {
  const lie = lieOf(total.first);
  if (lie.kind === 'nobody') return t('projector.lie_nobody');
  if (lie.kind === 'even') return t('projector.lie_even', { letters: list(lang, lie.options.map(letterOf)) });
  const letter = letterOf(lie.option);
  if (lie.kind === 'all') return t('projector.lie_all', { letter });
  return lie.kind === 'most' ? t('projector.lie_most', { letter }) : t('projector.lie_more', { letter });
}

function First({
  total,
  show,
  dilemma,
}: {
  readonly total: Total;
  readonly show: Show;
  readonly dilemma: Dilemma;
}): JSX.Element {
  const texts = useText();
  const { t, lang } = texts;
  const people = sum(total.first);
  const featured = [
    ...total.reasons.filter((reason) => reason.featured),
    ...total.reasons.filter((reason) => !reason.featured),
  ];
  const voices = featured
    .filter((reason, i) => featured.findIndex((other) => other.option === reason.option) === i)
    .slice(0, VOICES_MAX);
  const question = show.round?.step === 'discussion' ? dilemma.questions[0]?.text : undefined;
  return (
    <main id="main" class="wall-result">
      <p class="wall-eye">{dilemma.title}</p>
      <h1>{lieWords(texts, total)}</h1>
      <div class="wall-result-grid">
        <ul class="wall-bars">
          {dilemma.options.map((option) => (
            <li key={option.option}>
              <Letter option={option.option} />
              <span>{option.title}</span>
              <span class="wall-bar-count">
                <b>{total.first[option.option] ?? 0}</b>
                <span class="hidden-text"> {t('projector.of_people', { m: people })}</span>
              </span>
              <Bar option={option.option} share={people === 0 ? 0 : (total.first[option.option] ?? 0) / people} />
            </li>
          ))}
        </ul>
        <div class="wall-voices">
          {question !== undefined && (
            <div class="wall-lit">
              <p class="wall-small">{t('discussion.about')}</p>
              <p class="wall-question">{question}</p>
            </div>
          )}
          {voices.map((reason) => (
            <blockquote key={`${reason.option}.${reason.reason}`}>
              <Letter option={reason.option} small /> {spoken(lang, reason.text)}
            </blockquote>
          ))}
        </div>
      </div>
    </main>
  );
}

function Bar({ option, share }: { readonly option: number; readonly share: number }): JSX.Element {
  return (
    <svg class="wall-bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="line-whole" width="1000" height="40" />
      <rect class={`fill-${letterOf(option).toLowerCase()}`} width={Math.round(1000 * share)} height="40" />
    </svg>
  );
}

/* ---- after it -------------------------------------------------------------------------------------- */

function changedWords({ t }: Texts, moved: number, people: number): string {
  if (moved === 0) return t('projector.changed_none');
  if (moved === people) return t('projector.changed_all');
  return t('projector.changed', { n: moved, m: people });
}

function Changed({ total, dilemma }: { readonly total: Total; readonly dilemma: Dilemma }): JSX.Element {
  const texts = useText();
  const { t, lang } = texts;
  const moved = sum(total.shifts.filter((shift) => shift.from !== shift.to).map((shift) => shift.count));
  const moves = movesOf(total, VOICES_MAX);
  return (
    <main id="main" class="wall-changed">
      <h1>{changedWords(texts, moved, sum(total.shifts.map((shift) => shift.count)))}</h1>
      <div class="wall-changed-grid">
        <Threads shifts={total.shifts} options={dilemma.options} />
        <div class="wall-changed-side">
          <Options small options={dilemma.options} />
          {moves.length > 0 && (
            <section>
              <h2>{t('projector.said_for')}</h2>
              <ul class="wall-moves">
                {moves.map((move) => (
                  <li key={`${move.from}.${move.to}`}>
                    <blockquote>{spoken(lang, move.said)}</blockquote>
                    <p>{t('projector.went', { n: move.count, from: letterOf(move.from), to: letterOf(move.to) })}</p>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </main>
  );
}
