/* page.tsx -- is this network fit for a session? For whoever prepares a venue: a verdict in plain words, what each
 * road did, and what to ask of whoever manages the network. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import again from 'phosphor:arrow-clockwise';
import works from 'phosphor:check-circle';
import copy from 'phosphor:copy';
import waits from 'phosphor:hourglass';
import fails from 'phosphor:x-circle';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { PlainPage } from '../ui/plain-page';
import { useText } from '../ui/reading';
import { ROADS, verdictOf, type Trial, type Trials, type NetworkVerdict } from './roads';
import './check.css';

interface CheckPageProps {
  readonly trials: Trials;
  readonly unable?: string; // Why nothing could be tried, in the person's language; '' when nobody answered.
  readonly origin: string;
  readonly onAgain: () => void;
}

export function CheckPage({ trials, unable, origin, onAgain }: CheckPageProps): JSX.Element {
  const { t } = useText();
  const verdict = unable === undefined ? verdictOf(trials) : null;
  const done = unable !== undefined || ROADS.every((road) => trials[road].state !== 'trying');
  return (
    <PlainPage name="check-page">
      <h1>{t('check.title')}</h1>
      <p class="check-intro">{t('check.intro')}</p>
      <div role="status">
        {unable === undefined ? (
          <Says verdict={verdict} />
        ) : (
          <section class="check-verdict check-none">
            <h2>{t('check.unable')}</h2>
            <p>{unable || t('check.unreachable')}</p>
          </section>
        )}
      </div>
      {unable === undefined && (
        <section class="block">
          <h2>{t('check.roads')}</h2>
          <ul class="check-roads">
            {ROADS.map((road) => (
              <li key={road}>
                <Outcome trial={trials[road]} />
                <div>
                  <h3>{t(`check.${road}`)}</h3>
                  <p class="small soft">{t(`check.${road}_what`)}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {done && verdict !== 'good' && <Request origin={origin} />}
      <div class="block">
        <Button icon={again} busy={!done} onClick={onAgain}>
          {t('check.again')}
        </Button>
      </div>
    </PlainPage>
  );
}

function Says({ verdict }: { readonly verdict: NetworkVerdict | null }): JSX.Element {
  const { t } = useText();
  if (verdict === null)
    return (
      <section class="check-verdict">
        <h2>{t('check.trying')}</h2>
        <p>{t('check.trying_what')}</p>
      </section>
    );
  return (
    <section class={verdict === 'none' ? 'check-verdict check-none' : 'check-verdict check-works'}>
      <h2>{t(`check.${verdict}`)}</h2>
      <p>{t(`check.${verdict}_what`)}</p>
    </section>
  );
}

function Outcome({ trial }: { readonly trial: Trial }): JSX.Element {
  const { t } = useText();
  const icon = trial.state === 'open' ? works : trial.state === 'trying' ? waits : fails;
  return (
    <p class="check-outcome">
      <Icon d={icon} />
      <span>
        {trial.state === 'open' ? t('check.open', { n: Math.max(1, Math.round(trial.ms)) }) : t(`check.${trial.state}`)}
      </span>
    </p>
  );
}

/* To send on as it is: in words that whoever manages a network uses. */
function Request({ origin }: { readonly origin: string }): JSX.Element {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const host = origin.replace(/^https?:\/\//, '');
  const asks = (['ask_socket', 'ask_stream', 'ask_header'] as const).map((key) => t(`check.${key}`, { origin, host }));
  const text = `${t('check.ask_intro', { origin })}\n\n${asks.map((ask) => `- ${ask}`).join('\n')}\n`;
  const put = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <section class="block">
      <h2>{t('check.ask')}</h2>
      <p>{t('check.ask_what')}</p>
      <blockquote class="check-ask">
        <p>{t('check.ask_intro', { origin })}</p>
        <ul>
          {asks.map((ask) => (
            <li key={ask}>{ask}</li>
          ))}
        </ul>
      </blockquote>
      <Button compact icon={copy} onClick={put}>
        {copied ? t('action.copied') : t('action.copy')}
      </Button>
    </section>
  );
}
