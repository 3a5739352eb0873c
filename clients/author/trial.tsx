/* trial.tsx -- the story played thousands of times by several kinds of leaders: is every dilemma a
 * dilemma? Pictures with their numbers beside them. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../core/api';
import { letterOf } from '../core/types';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Letter } from '../ui/letter';
import { useText, type Texts } from '../ui/reading';
import type { Tryout, TryoutDilemma, TryoutReport } from '../core/types';
import { playtest, type Asking } from './requests';
import type { Draft } from './draft';

interface TrialProps {
  readonly who: Asking;
  readonly draft: Draft;
  readonly known: TryoutReport | null; // It was played as it is now.
  readonly onReport: (report: TryoutReport) => void;
  readonly onGo: (path: string) => void;
  readonly onClose: () => void;
}

export function Trial({ who, draft, known, onReport, onGo, onClose }: TrialProps): JSX.Element {
  const { t } = useText();
  const [playing, setPlaying] = useState<Tryout | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const report = playing?.report ?? known;
  useEffect(
    () =>
      known !== null
        ? undefined
        : playtest(who, draft, (answer) => {
            if (!answer.ok) return setProblem(answer.problem);
            setPlaying(answer.value);
            if (answer.value.report !== null) onReport(answer.value.report);
          }),
    [],
  );
  const failed =
    problem !== null
      ? problem.code === 'busy'
        ? t('author.trial_busy')
        : problem.message || t('author.unreachable')
      : playing?.state === 'failed'
        ? t('author.trial_failed')
        : playing?.state === 'cancelled'
          ? t('author.trial_cancelled')
          : null;
  return (
    <Dialog title={t('author.trial')} wide onClose={onClose}>
      {failed !== null && <p role="alert">{failed}</p>}
      {failed === null && report === null && (
        <div class="author-stack">
          <p role="status">{t('author.trial_running', { n: playing?.percent ?? 0 })}</p>
          <progress class="trial-progress" max={100} value={playing?.percent ?? 0} aria-label={t('author.trial')} />
          <Button onClick={onClose}>{t('author.trial_stop')}</Button>
        </div>
      )}
      {report !== null && <TrialReport report={report} onGo={onGo} />}
    </Dialog>
  );
}

export function TrialReport({
  report,
  onGo,
}: {
  readonly report: TryoutReport;
  readonly onGo: (path: string) => void;
}): JSX.Element {
  const { t } = useText();
  return (
    <div class="author-stack">
      <p class="lit">
        {report.holding === report.dilemmas.length
          ? t('author.trial_holds', { n: report.dilemmas.length })
          : t('author.trial_holds_some', { n: report.holding, m: report.dilemmas.length })}{' '}
        {t('author.trial_line', { plays: report.plays, least: report.minutes_least, most: report.minutes_most })}
      </p>
      <p class="soft small">{t('author.trial_help', { least: report.best_least, most: report.best_most })}</p>
      {report.dilemmas.map((one) => (
        <TrialDilemma key={one.id} dilemma={one} report={report} />
      ))}
      <section>
        <h3>{t('author.endings')}</h3>
        <ul class="bars">
          {report.endings.map((one, i) => (
            <li key={one.id}>
              <span class="bar-name">{t('author.ending_n', { n: i + 1 })}</span>
              <Bar share={one.share} fill="bar-plain" />
              <span class="num">{percent(one.share)}</span>
            </li>
          ))}
        </ul>
      </section>
      {report.never.length > 0 && (
        <section>
          <h3>{t('author.trial_never', { n: report.never.length })}</h3>
          <ul class="mend-list mend-free">
            {report.never.map((one) => (
              <li key={one.path}>
                <button type="button" onClick={() => onGo(one.path)}>
                  <span class="tiny soft">{placeName(t, report, one.path)}</span>
                  <span>{one.message}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/* "dilemmas[0].options[1].consequences[2]" in words. */
function placeName(t: Texts['t'], report: TryoutReport, path: string): string {
  const numbers = [...path.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
  const title = report.dilemmas[numbers[0] ?? -1]?.title ?? '';
  if (path.includes('.signals')) return `${title}, ${t('author.signal_n', { n: (numbers[1] ?? 0) + 1 })}`;
  const option = t('author.option_n', { letter: letterOf(numbers[1] ?? 0) });
  return `${title}, ${option}, ${t('author.paragraph_n', { n: (numbers[2] ?? 0) + 1 })}`;
}

const percent = (share: number): string => `${Math.round(share / 10)}%`;

/* A share in thousandths; the lines are the least and the most that is allowed, in per cent. */
function Bar({
  share,
  fill,
  lines = [],
}: {
  readonly share: number;
  readonly fill: string;
  readonly lines?: readonly number[];
}): JSX.Element {
  return (
    <svg class="bar-picture" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="bar-ground" width="1000" height="12" />
      <rect class={fill} width={share} height="12" />
      {lines.map((line) => (
        <path key={line} class="bar-line" d={`M${line * 10} 0v12`} />
      ))}
    </svg>
  );
}

function TrialDilemma({
  dilemma,
  report,
}: {
  readonly dilemma: TryoutDilemma;
  readonly report: TryoutReport;
}): JSX.Element {
  const { t } = useText();
  return (
    <section class="trial-dilemma">
      <h3>
        {dilemma.title} <span class={dilemma.holds ? 'soft' : 'trial-fails'}>{dilemma.verdict}</span>
      </h3>
      <ul class="bars">
        {dilemma.options.map((one, i) => (
          <li key={i}>
            <Letter option={i} small />
            <Bar
              share={one.best}
              fill={`bar-${letterOf(i).toLowerCase()}`}
              lines={[report.best_least, report.best_most]}
            />
            <span class="num">{percent(one.best)}</span>
            {one.fault !== '' && (
              <span class="bar-fault">
                {one.title}: {one.fault}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p class="small">{dilemma.decides}</p>
      <details>
        <summary>{t('author.trial_numbers')}</summary>
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col">{t('author.option')}</th>
              <th scope="col">{t('author.trial_all')}</th>
              {report.outcomes.map((one) => (
                <th key={one} scope="col">
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {dilemma.options.map((one, i) => (
              <tr key={i}>
                <th scope="row">
                  {letterOf(i)} {one.title}
                </th>
                <td>{percent(one.best)}</td>
                {one.best_of.map((share, k) => (
                  <td key={k}>{percent(share)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
