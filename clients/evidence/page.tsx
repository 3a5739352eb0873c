/* page.tsx -- "Says who?": what research found, and what the team model shows of it. It leads with the
 * summary; what does not hold, what is contested and what was found to make no difference is shown as
 * plainly as the rest. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import caretDown from 'phosphor:caret-down';
import { capital } from '../core/i18n';
import { Chips } from '../ui/chips';
import { Icon } from '../ui/icon';
import { PlainPage } from '../ui/plain-page';
import { useText } from '../ui/reading';
import { Band } from './band';
import {
  passes,
  scoreOf,
  SIEVES,
  sifted,
  type Group,
  type Item,
  type EvidencePart,
  type Results,
  type Sieve,
} from './results';
import './evidence.css';

export type LoadedResults = Results | 'loading' | 'missing';

interface EvidencePageProps {
  readonly results: LoadedResults;
  readonly sieve?: Sieve; // To begin with.
}

export function EvidencePage({ results, sieve = 'all' }: EvidencePageProps): JSX.Element {
  const { t } = useText();
  return (
    <PlainPage name="evidence-page">
      <h1>{t('evidence.title')}</h1>
      <p class="evidence-intro">{t('evidence.intro')}</p>
      {typeof results === 'string' ? (
        <p class="soft" role="status">
          {t(`evidence.${results}`)}
        </p>
      ) : (
        <Shown results={results} first={sieve} />
      )}
    </PlainPage>
  );
}

function Shown({ results, first }: { readonly results: Results; readonly first: Sieve }): JSX.Element {
  const { t } = useText();
  const [sieve, setSieve] = useState(first);
  const all = results.groups.flatMap((group) => group.items);
  return (
    <>
      <Summary results={results} />
      <section class="block">
        <h2>{t('evidence.how')}</h2>
        <ul class="evidence-how">
          <li>{t('evidence.how_played', { n: results.teams })}</li>
          <li>{t('evidence.how_picture')}</li>
          <li>{t('evidence.how_unit')}</li>
          <li>{t('evidence.how_made')}</li>
          <li>{results.calibration}</li>
        </ul>
      </section>
      <section class="block no-print">
        <Chips
          label={t('evidence.show')}
          value={sieve}
          onPick={setSieve}
          layout="tight"
          chips={SIEVES.map((value) => ({
            value,
            body: t('evidence.sieve', {
              name: t(`evidence.sieve_${value}`),
              n: all.filter((item) => passes(item, value)).length,
            }),
          }))}
        />
      </section>
      {(['effects', 'findings', 'facts'] as const).map((part) => (
        <PartOf key={part} part={part} groups={sifted(results.groups, part, sieve)} open={sieve !== 'all'} />
      ))}
    </>
  );
}

/* ---- the summary ------------------------------------------------------------------------------ */

const perCent = (some: number, all: number): number => (all === 0 ? 0 : Math.round((100 * some) / all));

function Summary({ results }: { readonly results: Results }): JSX.Element {
  const { t } = useText();
  const effects = results.groups.filter((group) => group.part === 'effects');
  const whole = scoreOf(effects.flatMap((group) => group.items));
  return (
    <section class="block">
      <div class="lit evidence-lead">
        <h2>{t('evidence.lead')}</h2>
        <p>
          {t('evidence.lead_signs', {
            percent: perCent(whole.signsRight, whole.signs),
            some: whole.signsRight,
            all: whole.signs,
          })}{' '}
          {t('evidence.lead_bands', {
            percent: perCent(whole.bandsHold, whole.bands),
            some: whole.bandsHold,
            all: whole.bands,
          })}
        </p>
        <p>{t('evidence.lead_rest', { made: whole.constructed, lacking: whole.lacking })}</p>
      </div>
      <div class="scroll-x evidence-scores" tabIndex={0} role="region" aria-label={t('evidence.by_family')}>
        <table class="data-table">
          <caption class="hidden-text">{t('evidence.by_family')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('evidence.about')}</th>
              <th scope="col">{t('evidence.signs')}</th>
              <th scope="col">{t('evidence.bands')}</th>
              <th scope="col">{t('evidence.lacking')}</th>
            </tr>
          </thead>
          <tbody>
            {effects.map((group) => (
              <ScoreRow key={group.family} group={group} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ScoreRow({ group }: { readonly group: Group }): JSX.Element {
  const score = scoreOf(group.items);
  return (
    <tr>
      <th scope="row">{capital(group.name)}</th>
      <td>
        <Share some={score.signsRight} all={score.signs} />
      </td>
      <td>
        <Share some={score.bandsHold} all={score.bands} />
      </td>
      <td class="number">{score.lacking}</td>
    </tr>
  );
}

function Share({ some, all }: { readonly some: number; readonly all: number }): JSX.Element {
  const { t } = useText();
  if (all === 0) return <span class="soft">{t('evidence.no_checks')}</span>;
  return (
    <span class="share">
      <svg class="share-bar" viewBox="0 0 60 10" aria-hidden="true" focusable="false">
        <rect class="share-all" x="0.5" y="0.5" width="59" height="9" rx="3" />
        <rect class="share-some" x="0.5" y="0.5" width={(59 * some) / all} height="9" rx="3" />
      </svg>
      {t('evidence.share', { some, all })}
    </span>
  );
}

/* ---- the findings ----------------------------------------------------------------------------- */

interface PartProps {
  readonly part: EvidencePart;
  readonly groups: readonly Group[];
  readonly open: boolean;
}

function PartOf({ part, groups, open }: PartProps): JSX.Element | null {
  const { t } = useText();
  if (groups.length === 0) return null;
  return (
    <section class="block">
      <h2>{t(`evidence.part_${part}`)}</h2>
      <p class="soft lead-in evidence-intro">{t(`evidence.part_${part}_what`)}</p>
      {groups.map((group) => (
        <details key={`${group.family}-${String(open)}`} class="family" open={open}>
          <summary>
            <span class="family-name">
              <Icon d={caretDown} />
              {capital(group.name)}
            </span>
            <span class="soft">{t('evidence.findings', { n: group.items.length })}</span>
          </summary>
          <ul>
            {group.items.map((item) => (
              <ItemOf key={item.id} item={item} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function ItemOf({ item }: { readonly item: Item }): JSX.Element {
  const { t } = useText();
  const source = [item.design, item.source].filter((word) => word !== undefined && word !== '').join(': ');
  return (
    <li class="finding" id={item.id}>
      <p class="finding-claim">{item.claim}</p>
      <p class="source">{capital(source)}</p>
      {item.contested !== undefined && <p class="finding-note">{t('evidence.contested', { why: item.contested })}</p>}
      <p class="finding-verdict">
        <b>{t(`evidence.verdict_${item.verdict}`)}</b>
        {item.reason !== undefined && <span class="soft">{item.reason}</span>}
      </p>
      {item.reason === undefined && item.checks.map((check, i) => <Band key={i} check={check} />)}
    </li>
  );
}
