/* reach.tsx -- for a browser that forgot: the sessions of this server, each with its code and age. Whoever has the
 * trainer's key takes the lead of one to this browser, also to keep or wipe what is in it. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { codeShown, listSessions, reachSession } from '../../core/api';
import { date } from '../../core/i18n';
import type { KeptSeat } from '../../core/storage';
import type { ListedSession } from '../../core/types';
import { Button } from '../../ui/button';
import { useText, type Texts } from '../../ui/reading';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function ageInWords(t: Texts['t'], age_ms: number): string {
  if (age_ms < HOUR_MS) return t('trainer.age_minutes', { n: Math.max(1, Math.round(age_ms / MINUTE_MS)) });
  if (age_ms < DAY_MS) return t('trainer.age_hours', { n: Math.round(age_ms / HOUR_MS) });
  return t('trainer.age_days', { n: Math.round(age_ms / DAY_MS) });
}

interface ReachProps {
  readonly trainerKey: string;
  readonly known: readonly KeptSeat[]; // Those of this browser stand in its own list.
  readonly onOpen: (seat: KeptSeat) => void;
}

export function Reach({ trainerKey, known, onOpen }: ReachProps): JSX.Element {
  const { t, lang } = useText();
  const [listed, setListed] = useState<readonly ListedSession[] | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = async (): Promise<void> => {
    const answer = await listSessions(lang, trainerKey);
    setProblem(answer.ok ? null : answer.problem.message || t('join.unreachable'));
    if (answer.ok) setListed(answer.value.sessions.filter((one) => !known.some((seat) => seat.code === one.code)));
  };
  const reach = async ({ code }: ListedSession): Promise<void> => {
    const answer = await reachSession(code, lang, trainerKey);
    if (!answer.ok) return setProblem(answer.problem.message || t('join.unreachable'));
    onOpen({ token: answer.value.token, code, role: 'trainer', solo: false, title: '', at_ms: Date.now() });
  };
  return (
    <section class="block">
      <h2>{t('trainer.reach')}</h2>
      <p class="soft small lead-in">{t('trainer.reach_what')}</p>
      {listed === null ? (
        <Button compact onClick={() => void look()}>
          {t('trainer.reach_look')}
        </Button>
      ) : (
        <ul class="earlier" aria-live="polite">
          {listed.length === 0 && <li>{t('trainer.reach_none')}</li>}
          {listed.map((one) => (
            <li key={one.code}>
              <span>
                <b class="code-small">{codeShown(one.code)}</b>
                <br />
                <span class="soft small">
                  {ageInWords(t, Date.now() - one.made_ms)},{' '}
                  {t('trainer.reach_until', { date: date(lang, one.delete_at_ms) })}
                </span>
              </span>
              {asked === one.code ? (
                <span class="row">
                  <Button compact kind="main" onClick={() => void reach(one)}>
                    {t('trainer.reach_sure')}
                  </Button>
                  <Button compact onClick={() => setAsked(null)}>
                    {t('action.stay')}
                  </Button>
                </span>
              ) : (
                <Button
                  compact
                  label={t('trainer.reach_of', { code: codeShown(one.code) })}
                  onClick={() => setAsked(one.code)}
                >
                  {t('trainer.reach_go')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
