/* editor.tsx -- one open draft: on the left its parts, in the middle the fields of the chosen one, on
 * the right what it looks like and what is still to be mended. Everything typed is kept on this device
 * at once, and checked by the server a moment later. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import arrow from 'phosphor:arrow-left';
import back from 'phosphor:arrow-u-up-left';
import box from 'phosphor:package';
import check from 'phosphor:check-circle';
import forth from 'phosphor:arrow-u-up-right';
import play from 'phosphor:play';
import plus from 'phosphor:plus';
import upload from 'phosphor:upload-simple';
import warning from 'phosphor:warning-circle';
import { clock } from '../core/i18n';
import type { Lang } from '../core/types';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Wordmark } from '../ui/mark';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import { saveBlob } from '../ui/save-file';
import {
  check as checkDraft,
  playtest,
  type Asking,
  type Checked,
  type Report,
  type Trouble,
  type Words,
} from './desk';
import { Dilemma } from './dilemma';
import {
  addDilemma,
  arcOrder,
  copyDilemma,
  dilemmasOf,
  idsAt,
  nextVersion,
  putIn,
  removeDilemma,
  titleOf,
  wordAt,
  type Draft,
  type JsonMap,
} from './draft';
import { EditingContext, goTo, type Editing } from './editing';
import { changed, historyOf, redone, undone, type History } from './history';
import { LoadDialog } from './load-dialog';
import { dilemmaOf, Mend } from './mend';
import { packed } from './pack';
import { Arc, Debrief, Endings, Story } from './parts';
import { Preview } from './preview';
import { Team } from './team';
import { Trial } from './trial';

const KEEP_MS = 300;
const CHECK_MS = 350;
const AGAIN_MS = 5000; // The server was not there.
const BYTES_MAX = 500_000; // What the server takes of one draft.
const PLAY_MS = 4000; // After the last change of what options do.

const PARTS = ['story', 'team', 'arc', 'endings', 'debrief'] as const;
type Part = (typeof PARTS)[number] | number; // A number: that dilemma.

type Step =
  | { readonly kind: 'change'; readonly make: (draft: Draft) => Draft; readonly field: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };
const reduce = (history: History, step: Step): History =>
  step.kind === 'undo'
    ? undone(history)
    : step.kind === 'redo'
      ? redone(history)
      : changed(history, step.make(history.now), step.field, Date.now());

const partOf = (draft: Draft, one: Pick<Trouble, 'file' | 'path'>): Part => {
  const number = dilemmaOf(draft, one);
  if (number >= 0) return number;
  return /^(members|team|others)/.test(one.path)
    ? 'team'
    : /^acts/.test(one.path)
      ? 'arc'
      : /^endings/.test(one.path)
        ? 'endings'
        : /^debrief/.test(one.path)
          ? 'debrief'
          : 'story';
};

export interface EditorProps {
  readonly who: Asking;
  readonly words: Words;
  readonly start: Draft;
  readonly onKeep: (draft: Draft) => boolean; // False: this device does not keep it.
  readonly onLeave: () => void;
  readonly onKeyRefused: () => void;
  readonly ask?: typeof checkDraft; // Another, in the preview of the pages.
}

export function Editor({
  who,
  words,
  start,
  onKeep,
  onLeave,
  onKeyRefused,
  ask = checkDraft,
}: EditorProps): JSX.Element {
  const { t, lang } = useText();
  const [history, step] = useReducer<History, Step>(reduce, historyOf(start));
  const [part, setPart] = useState<Part>(() =>
    titleOf(start, lang) === '' ? 'story' : (arcOrder(start)[0] ?? 'story'),
  );
  const [checked, setChecked] = useState<Checked | null>(null);
  const [unchecked, setUnchecked] = useState<string | null>(null); // Why it could not be checked.
  const [previewLang, setPreviewLang] = useState<Lang>(lang);
  const [kept, setKept] = useState<number | null>(null); // When; null: not kept.
  const [open, setOpen] = useState<'load' | 'trial' | null>(null);
  const [played, setPlayed] = useState<{ readonly report: Report; readonly scenario: JsonMap } | null>(null);
  const draft = history.now;
  const main = useRef<HTMLElement>(null);

  const keepNow = useRef<() => void>(() => undefined);
  keepNow.current = () => setKept(onKeep(draft) ? Date.now() : null);
  useEffect(() => {
    const timer = setTimeout(() => keepNow.current(), KEEP_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => {
    // Leaving, or the phone that falls asleep: what was typed last is kept, too.
    const now = (): void => keepNow.current();
    addEventListener('pagehide', now);
    document.addEventListener('visibilitychange', now);
    return () => {
      removeEventListener('pagehide', now);
      document.removeEventListener('visibilitychange', now);
    };
  }, []);

  const asked = useRef(0);
  const [again, setAgain] = useState(0);
  const show = typeof part === 'number' ? part : (checked?.preview?.number ?? 0);
  useEffect(() => {
    const mine = ++asked.current;
    const timer = setTimeout(
      () =>
        void ask(who, draft, show, previewLang).then((answer) => {
          if (mine !== asked.current) return;
          setUnchecked(
            answer.ok
              ? null
              : JSON.stringify(draft).length > BYTES_MAX
                ? t('author.too_large')
                : answer.problem.message || t('author.unreachable'),
          );
          if (answer.ok) return setChecked(answer.value);
          if (answer.problem.code === 'forbidden') return onKeyRefused();
          setTimeout(() => setAgain((n) => n + 1), AGAIN_MS);
        }),
      checked === null ? 0 : CHECK_MS,
    );
    return () => clearTimeout(timer);
  }, [draft, part, previewLang, lang, again]);

  /* Is one option always best? Played quietly when what options do has changed, and can be played. */
  const report = played?.scenario === draft.scenario ? played.report : null;
  const playable = checked !== null && checked.errors === 0 && open === null && report === null;
  useEffect(() => {
    if (!playable) return undefined;
    let stop = (): void => undefined;
    const timer = setTimeout(() => {
      stop = playtest(who, draft, (answer) => {
        if (answer.ok && answer.value.report !== null)
          setPlayed({ report: answer.value.report, scenario: draft.scenario });
      });
    }, PLAY_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [draft.scenario, playable]);

  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (event.target instanceof Element && event.target.closest('dialog') !== null) return;
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const redo = event.key === 'y' || (event.shiftKey && event.key.toLowerCase() === 'z');
      if (!redo && event.key !== 'z') return;
      event.preventDefault();
      step({ kind: redo ? 'redo' : 'undo' });
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);

  const editing = useMemo<Editing>(
    () => ({
      draft,
      words,
      report,
      troubles: checked?.problems ?? [],
      change: (make, field = '') => step({ kind: 'change', make, field }),
    }),
    [draft, words, checked, report],
  );

  const choose = (next: Part): void => {
    setPart(next);
    requestAnimationFrame(() => {
      main.current?.querySelector('h1')?.focus({ preventScroll: true });
      scrollTo(0, 0);
    });
  };
  const goToTrouble = (one: Pick<Trouble, 'file' | 'path'>): void => {
    setPart(partOf(draft, one));
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!goTo(one)) main.current?.querySelector('h1')?.focus();
      }),
    );
  };
  const add = (make: (now: Draft) => Draft): void => {
    step({ kind: 'change', make, field: '' });
    choose(dilemmasOf(draft).length);
  };
  const order = arcOrder(draft);
  const number = typeof part === 'number' && part < order.length ? part : null;
  return (
    <EditingContext.Provider value={editing}>
      <a class="skip-link" href="#main">
        {t('page.skip')}
      </a>
      <header class="desk-top">
        <Wordmark />
        <div class="desk-session">
          <b>{titleOf(draft, lang) || t('author.untitled')}</b>
          <span class="soft">{t('author.version_n', { version: wordAt(draft.scenario, ['version']) })}</span>
        </div>
        <p class="stored" role="status">
          {kept !== null ? (
            <>
              <Icon d={check} />
              <span>{t('author.kept', { time: clock(lang, kept) })}</span>
            </>
          ) : (
            <>
              <Icon d={warning} />
              <span>{t('author.not_kept')}</span>
            </>
          )}
        </p>
        <div class="row">
          <button
            type="button"
            class="icon-button"
            aria-label={t('author.undo')}
            disabled={history.past.length === 0}
            onClick={() => step({ kind: 'undo' })}
          >
            <Icon d={back} />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t('author.redo')}
            disabled={history.future.length === 0}
            onClick={() => step({ kind: 'redo' })}
          >
            <Icon d={forth} />
          </button>
          <Button
            compact
            kind="quiet"
            icon={box}
            onClick={() => saveBlob(`${wordAt(draft.scenario, ['id']) || 'scenario'}.zip`, packed(draft))}
          >
            {t('author.pack')}
          </Button>
          <Button compact icon={play} off={checked === null || checked.errors > 0} onClick={() => setOpen('trial')}>
            {t('author.trial_go')}
          </Button>
          <Button compact kind="main" icon={upload} onClick={() => setOpen('load')}>
            {t('author.load')}
          </Button>
          <ReadingMenu />
        </div>
      </header>
      <div class="author-grid">
        <Tree
          draft={draft}
          order={order}
          part={part}
          troubles={editing.troubles}
          onChoose={choose}
          onAdd={() => add(addDilemma)}
          onLeave={() => {
            keepNow.current();
            onLeave();
          }}
        />
        <main id="main" ref={main} class="author-form" tabIndex={-1}>
          <p class="author-small">{t('author.small_screen')}</p>
          {number !== null && (
            <Dilemma
              key={idsAt(draft.scenario, ['dilemmas'])[number]}
              number={number}
              place={order.indexOf(number) + 1}
              onCopy={() => add((now) => copyDilemma(now, number))}
              onRemove={
                order.length > 1
                  ? () => {
                      step({ kind: 'change', make: (now) => removeDilemma(now, number), field: '' });
                      choose('story');
                    }
                  : undefined
              }
            />
          )}
          {part === 'story' && <Story />}
          {part === 'team' && <Team />}
          {part === 'arc' && <Arc />}
          {part === 'endings' && <Endings />}
          {part === 'debrief' && <Debrief />}
        </main>
        <aside class="author-side" aria-label={t('author.side')}>
          <Mend draft={draft} checked={checked} report={report} unchecked={unchecked} onGo={goToTrouble} />
          <Preview
            draft={draft}
            what={part === 'story' || part === 'team' ? 'lobby' : part === 'endings' ? 'endings' : 'dilemma'}
            shown={checked?.preview ?? null}
            endings={checked?.endings ?? []}
            lang={previewLang}
            onLang={setPreviewLang}
          />
        </aside>
      </div>
      {open === 'load' && (
        <LoadDialog
          who={who}
          draft={draft}
          onClose={() => setOpen(null)}
          onLoaded={() =>
            step({
              kind: 'change',
              make: (now) => putIn(now, 'scenario', ['version'], nextVersion(wordAt(now.scenario, ['version']))),
              field: '',
            })
          }
        />
      )}
      {open === 'trial' && (
        <Trial
          who={who}
          draft={draft}
          known={report}
          onReport={(one) => setPlayed({ report: one, scenario: draft.scenario })}
          onClose={() => setOpen(null)}
          onGo={(path) => {
            setOpen(null);
            setTimeout(() => goToTrouble({ file: 'scenario', path }), 0);
          }}
        />
      )}
    </EditingContext.Provider>
  );
}

interface TreeProps {
  readonly draft: Draft;
  readonly order: readonly number[];
  readonly part: Part;
  readonly troubles: readonly Trouble[];
  readonly onChoose: (part: Part) => void;
  readonly onAdd: () => void;
  readonly onLeave: () => void;
}

function Tree({ draft, order, part, troubles, onChoose, onAdd, onLeave }: TreeProps): JSX.Element {
  const { t, lang } = useText();
  const ids = idsAt(draft.scenario, ['dilemmas']);
  const count = (one: Part): number => troubles.filter((trouble) => partOf(draft, trouble) === one).length;
  const entry = (one: Part, name: string): JSX.Element => (
    <li key={one}>
      <button
        type="button"
        class="tree-item"
        aria-current={part === one ? 'page' : undefined}
        onClick={() => onChoose(one)}
      >
        <span>{name}</span>
        {count(one) > 0 && (
          <span class="tree-mark">
            <Icon d={warning} />
            <span class="hidden-text">{t('author.tree_mark', { n: count(one) })}</span>
          </span>
        )}
      </button>
    </li>
  );
  return (
    <nav class="author-tree" aria-label={t('author.tree')}>
      <Button kind="quiet" compact icon={arrow} onClick={onLeave}>
        {t('author.leave')}
      </Button>
      <ol>
        {entry('story', t('author.story'))}
        {entry('team', t('author.team'))}
        {order.map((number, i) =>
          entry(
            number,
            `${i + 1} ${wordAt(draft[lang], ['dilemmas', ids[number] ?? '', 'title']) || t('author.untitled')}`,
          ),
        )}
        {entry('arc', t('author.arc'))}
        {entry('endings', t('author.endings'))}
        {entry('debrief', t('author.debrief'))}
      </ol>
      <Button kind="quiet" compact icon={plus} off={ids.length >= 24} onClick={onAdd}>
        {t('author.add_dilemma')}
      </Button>
    </nav>
  );
}
