/* begin.tsx -- where writing begins: go on with a draft, take a story as an example, open a package, or
 * begin with nothing. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import folder from 'phosphor:folder-open';
import plus from 'phosphor:plus';
import trash from 'phosphor:trash';
import type { ScenarioCard } from '../core/api';
import { clock, date } from '../core/i18n';
import { Button } from '../ui/button';
import { Face } from '../ui/face';
import { Icon } from '../ui/icon';
import { Wordmark } from '../ui/mark';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import { gradeName, themesOf } from '../ui/words';
import { SkipLink } from '../ui/skip-link';
import type { OpenableScenario, RefusedScenario } from '../core/types';
import { at } from '../core/root';
import { titleOf } from './draft';
import type { KeptDraft } from './kept';

const FACES_MAX = 3;

interface BeginProps {
  readonly drafts: readonly KeptDraft[];
  readonly cards: readonly ScenarioCard[] | null;
  readonly listed: readonly OpenableScenario[];
  readonly refused: readonly RefusedScenario[];
  readonly problem: string | null;
  readonly onGoOn: (kept: KeptDraft) => void;
  readonly onDrop: (kept: KeptDraft) => void;
  readonly onOpen: (id: string) => void;
  readonly onWithdraw: (id: string) => void;
  readonly onPackage: (file: File) => void;
  readonly onFresh: () => void;
}

export function Begin(props: BeginProps): JSX.Element {
  const texts = useText();
  const { t } = texts;
  const input = useRef<HTMLInputElement>(null);
  const own = (id: string): boolean => props.listed.some((one) => one.id === id && one.own);
  const cards = props.cards ?? [];
  return (
    <>
      <SkipLink />
      <header class="desk-top">
        <Wordmark />
        <span class="desk-space" />
        <a href={at('/trainer/')}>{t('author.to_trainer')}</a>
        <ReadingMenu />
      </header>
      <main id="main" class="author-begin" tabIndex={-1}>
        <h1>{t('author.welcome')}</h1>
        <p class="soft">{t('author.welcome_help')}</p>
        {props.problem !== null && (
          <p class="field-error" role="alert">
            {props.problem}
          </p>
        )}
        <div class="row">
          <Button icon={folder} onClick={() => input.current?.click()}>
            {t('author.open_package')}
          </Button>
          <input
            class="hidden-text"
            ref={input}
            type="file"
            accept=".zip,application/zip"
            aria-label={t('author.open_package')}
            tabIndex={-1}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file !== undefined) props.onPackage(file);
            }}
          />
          <Button kind="quiet" icon={plus} onClick={props.onFresh}>
            {t('author.fresh')}
          </Button>
        </div>
        {props.drafts.length > 0 && <Drafts drafts={props.drafts} onGoOn={props.onGoOn} onDrop={props.onDrop} />}
        {props.cards === null && props.problem === null && (
          <p class="soft" role="status">
            {t('author.loading')}
          </p>
        )}
        {props.refused.length > 0 && <Refused {...props} />}
        {[true, false].map((mine) => {
          const group = cards.filter((card) => own(card.id) === mine);
          return (
            group.length > 0 && (
              <section key={String(mine)}>
                <h2>{t(mine ? 'author.own' : 'author.shipped')}</h2>
                <p class="soft small">{t(mine ? 'author.own_help' : 'author.shipped_help')}</p>
                <ul class="begin-cards">
                  {group.map((card) => (
                    <li key={card.id} class="begin-item">
                      <button type="button" class="begin-card" onClick={() => props.onOpen(card.id)}>
                        <span class="faces">
                          {card.members.slice(0, FACES_MAX).map((one) => (
                            <Face key={one.id} id={one.id} name={one.name} size="s" />
                          ))}
                        </span>
                        <span>
                          <strong class="head">{card.title}</strong>
                          <span class="soft small">{themesOf(texts, card.themes)}</span>
                          <span class="soft small">
                            {t('author.card_line', {
                              n: card.rounds,
                              minutes: card.minutes,
                              level: gradeName(t, card.level),
                            })}
                          </span>
                        </span>
                      </button>
                      {mine && (
                        <Sure
                          ask={t('author.withdraw')}
                          label={t('author.withdraw_of', { title: card.title })}
                          sure={t('author.withdraw_sure')}
                          go={t('author.withdraw_go')}
                          onSure={() => props.onWithdraw(card.id)}
                        />
                      )}
                    </li>
                  ))}
                </ul>
              </section>
            )
          );
        })}
      </main>
    </>
  );
}

/* Loaded here before, and left out when the server started: why, and how to mend it. */
function Refused({ refused, onOpen, onWithdraw }: Pick<BeginProps, 'refused' | 'onOpen' | 'onWithdraw'>): JSX.Element {
  const { t } = useText();
  return (
    <section>
      <h2>{t('author.refused')}</h2>
      <p class="soft small">{t('author.refused_help')}</p>
      <ul class="begin-drafts">
        {refused.map(({ id, reason, errors }) => (
          <li key={id}>
            <span>
              <b>{id}</b> <span class="field-error">{t(`author.refused_${reason}`, { n: errors })}</span>
            </span>
            <span class="row">
              {reason === 'errors' && (
                <Button
                  compact
                  kind="main"
                  label={t('author.refused_open_of', { title: id })}
                  onClick={() => onOpen(id)}
                >
                  {t('author.refused_open')}
                </Button>
              )}
              {reason !== 'shipped' && (
                <Sure
                  ask={t('author.withdraw')}
                  label={t('author.withdraw_of', { title: id })}
                  sure={t('author.withdraw_sure')}
                  go={t('author.withdraw_go')}
                  onSure={() => onWithdraw(id)}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/* What cannot be undone asks once. */
function Sure({
  ask,
  label,
  sure,
  go,
  onSure,
}: {
  readonly ask: string;
  readonly label: string;
  readonly sure: string;
  readonly go: string;
  readonly onSure: () => void;
}): JSX.Element {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button kind="quiet" compact label={label} onClick={() => setAsking(true)}>
        {ask}
      </Button>
    );
  return (
    <span class="row">
      <span class="small">{sure}</span>
      <Button compact kind="destroy" onClick={onSure}>
        {go}
      </Button>
      <Button compact onClick={() => setAsking(false)}>
        {t('action.stay')}
      </Button>
    </span>
  );
}

function Drafts({ drafts, onGoOn, onDrop }: Pick<BeginProps, 'drafts' | 'onGoOn' | 'onDrop'>): JSX.Element {
  const { t, lang } = useText();
  const [asking, setAsking] = useState<string | null>(null);
  return (
    <section>
      <h2>{t('author.drafts')}</h2>
      <ul class="begin-drafts">
        {drafts.map((one) => {
          const title = titleOf(one.draft, lang) || t('author.untitled');
          return (
            <li key={one.key}>
              <span>
                <b>{title}</b>{' '}
                <span class="soft small">
                  {t('author.draft_line', { day: date(lang, one.at_ms), time: clock(lang, one.at_ms) })}
                </span>
              </span>
              {asking === one.key ? (
                <span class="row">
                  <span>{t('author.drop_sure')}</span>
                  <Button compact kind="destroy" onClick={() => onDrop(one)}>
                    {t('author.drop_go')}
                  </Button>
                  <Button compact onClick={() => setAsking(null)}>
                    {t('action.stay')}
                  </Button>
                </span>
              ) : (
                <span class="row">
                  <Button compact kind="main" label={t('author.go_on_with', { title })} onClick={() => onGoOn(one)}>
                    {t('author.go_on')}
                  </Button>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={t('author.drop', { title })}
                    onClick={() => setAsking(one.key)}
                  >
                    <Icon d={trash} />
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
