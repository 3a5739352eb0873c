/* page.tsx -- who may make sessions here: a key for each trainer, shown once, and taken back when somebody leaves. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { at } from '../core/root';
import type { KeyHolder, Lang, NamedKey } from '../core/types';
import { Button } from '../ui/button';
import { CopyLink } from '../ui/copy-link';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { PlainPage } from '../ui/plain-page';
import { useText } from '../ui/reading';
import './access.css';

const DAY_MS = 86_400_000;
const NAME_CHARS_MAX = 48;

export interface FreshKey {
  readonly name: string;
  readonly link: string;
}

interface AccessPageProps {
  readonly holder: KeyHolder | null; // null: not known yet.
  readonly keys: readonly NamedKey[];
  readonly fresh: FreshKey | null;
  readonly problem: string | null;
  readonly onMake: (name: string) => Promise<boolean>; // True: it was made.
  readonly onSeen: () => void;
  readonly onRevoke: (key: NamedKey) => void;
  readonly onForget: () => void;
}

export function AccessPage(props: AccessPageProps): JSX.Element {
  const { t } = useText();
  const { holder } = props;
  return (
    <PlainPage name="access-page">
      <h1>{t('access.title')}</h1>
      {holder !== null && !holder.is_first && (
        <p class="access-intro">{t('access.not_first', { name: holder.name ?? '' })}</p>
      )}
      {holder?.is_first === true && (
        <>
          <p class="access-intro">{t('access.intro')}</p>
          <Make {...props} />
          <List {...props} />
        </>
      )}
      {props.problem !== null && (
        <p class="field-error" role="alert">
          {props.problem}
        </p>
      )}
      <section class="block">
        <h2>{t('access.browser')}</h2>
        <p class="soft">{t('access.browser_what')}</p>
        <div class="row access-row">
          <a href={at('/trainer/')}>{t('access.back')}</a>
          <Button compact onClick={props.onForget}>
            {t('access.forget')}
          </Button>
        </div>
      </section>
    </PlainPage>
  );
}

/* ---- giving ------------------------------------------------------------------------------------- */

function Make({ fresh, onMake, onSeen }: AccessPageProps): JSX.Element {
  const { t } = useText();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    if (await onMake(name)) setName('');
    setBusy(false);
  };
  return (
    <section class="block">
      <h2>{t('access.make')}</h2>
      <form
        class="access-make"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void go();
        }}
      >
        <Field
          label={t('access.name')}
          help={t('access.name_help')}
          value={name}
          maxLength={NAME_CHARS_MAX}
          onInput={setName}
        />
        <Button kind="main" submit busy={busy} off={name.trim() === ''}>
          {t('access.go')}
        </Button>
      </form>
      <div role="status">{fresh !== null && <Fresh fresh={fresh} onSeen={onSeen} />}</div>
    </section>
  );
}

function Fresh({ fresh, onSeen }: { readonly fresh: FreshKey; readonly onSeen: () => void }): JSX.Element {
  const { t } = useText();
  const { name, link } = fresh;
  return (
    <div class="access-fresh">
      <h3>{t('access.made', { name })}</h3>
      <p>{t('access.made_what', { name })}</p>
      <CopyLink key={link} link={link} label={t('access.link', { name })} />
      <Button compact onClick={onSeen}>
        {t('access.done')}
      </Button>
    </div>
  );
}

/* ---- those that were given ---------------------------------------------------------------------- */

const dayOf = (lang: Lang, day: number): string =>
  new Intl.DateTimeFormat(lang === 'nl' ? 'nl-NL' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    day * DAY_MS,
  );

function List({ keys, onRevoke }: AccessPageProps): JSX.Element {
  const { t, lang } = useText();
  const [asked, setAsked] = useState<NamedKey | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const days = ({ made_day, used_day }: NamedKey): string =>
    used_day === undefined
      ? t('access.days_unused', { made: dayOf(lang, made_day) })
      : t('access.days', { made: dayOf(lang, made_day), used: dayOf(lang, used_day) });
  return (
    <section class="block">
      <h2 ref={heading} tabIndex={-1}>
        {t('access.keys')}
      </h2>
      {keys.length === 0 && <p class="soft">{t('access.none')}</p>}
      <ul class="access-keys">
        {keys.map((one) => (
          <li key={one.id}>
            <span>
              <b>{one.name}</b>
              <br />
              <span class="soft small">{days(one)}</span>
            </span>
            <Button compact label={t('access.revoke_of', { name: one.name })} onClick={() => setAsked(one)}>
              {t('access.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {asked !== null && (
        <Dialog title={t('access.revoke_sure', { name: asked.name })} onClose={() => setAsked(null)}>
          <p>{t('access.revoke_what', { name: asked.name, reach: t('trainer.reach') })}</p>
          <div class="row">
            <Button
              kind="destroy"
              onClick={() => {
                onRevoke(asked);
                setAsked(null);
                heading.current?.focus();
              }}
            >
              {t('access.revoke_go')}
            </Button>
            <Button onClick={() => setAsked(null)}>{t('action.stay')}</Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
