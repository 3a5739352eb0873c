/* editor.tsx -- one open draft: on the left its parts, in the middle the fields of the chosen one, on
 * the right what it looks like and what is still to be mended. What goes on beside the typing stands in
 * beside.ts. */
import type { JSX } from 'preact';
import { useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { Lang, Trouble, Vocabulary } from '../core/types';
import { useText } from '../ui/reading';
import { SkipLink } from '../ui/skip-link';
import { useChecked, useKept, useReport, useUndoKeys } from './beside';
import { check, type Asking } from './requests';
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
} from './draft';
import { EditingContext, goTo, useEditing, type Editing } from './editing';
import { EditorTop } from './editor-top';
import { changed, historyOf, redone, undone, type History } from './history';
import { LoadDialog } from './load-dialog';
import { Mend } from './mend';
import { partOf, type NamedPart, type DraftPart } from './part';
import { Arc, Debrief, Endings, Story } from './parts';
import { Preview } from './preview';
import { Team } from './team';
import { Tree } from './tree';
import { Trial } from './trial';

type EditorAction =
  | { readonly kind: 'change'; readonly make: (draft: Draft) => Draft; readonly field: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

function reduce(history: History, step: EditorAction): History {
  switch (step.kind) {
    case 'undo':
      return undone(history);
    case 'redo':
      return redone(history);
    case 'change':
      return changed(history, step.make(history.now), step.field, Date.now());
  }
}

const withNextVersion = (draft: Draft): Draft =>
  putIn(draft, 'scenario', ['version'], nextVersion(wordAt(draft.scenario, ['version'])));

interface EditorProps {
  readonly who: Asking;
  readonly words: Vocabulary;
  readonly start: Draft;
  readonly onKeep: (draft: Draft) => boolean; // False: this device does not keep it.
  readonly onLeave: () => void;
  readonly onKeyRefused: () => void;
  readonly ask?: typeof check; // Another, in the preview of the pages.
}

export function Editor(props: EditorProps): JSX.Element {
  const { who, words, start, onKeep, onLeave, onKeyRefused, ask = check } = props;
  const { t, lang } = useText();
  const [history, step] = useReducer<History, EditorAction>(reduce, historyOf(start));
  const [part, setPart] = useState<DraftPart>(() =>
    titleOf(start, lang) === '' ? 'story' : (arcOrder(start)[0] ?? 'story'),
  );
  const [previewLang, setPreviewLang] = useState<Lang>(lang);
  const [open, setOpen] = useState<'load' | 'trial' | null>(null);
  const main = useRef<HTMLElement>(null);
  const draft = history.now;
  const change = (make: (now: Draft) => Draft, field = ''): void => step({ kind: 'change', make, field });

  const { kept_ms, keepNow } = useKept(draft, onKeep);
  const { checked, unchecked } = useChecked({
    who,
    draft,
    ask,
    part,
    shown: (last) => (typeof part === 'number' ? part : (last?.preview?.number ?? 0)),
    lang: previewLang,
    onKeyRefused,
  });
  const playable = checked !== null && checked.errors === 0;
  const { report, setReport } = useReport(who, draft, playable && open === null);
  useUndoKeys((kind) => step({ kind }));

  const editing = useMemo<Editing>(
    () => ({ draft, words, report, shown: checked?.preview ?? null, troubles: checked?.problems ?? [], change }),
    [draft, words, checked, report],
  );
  const choose = (next: DraftPart): void => {
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
    change(make);
    choose(dilemmasOf(draft).length);
  };
  const remove = (number: number): void => {
    change((now) => removeDilemma(now, number));
    choose('story');
  };
  const order = arcOrder(draft);
  return (
    <EditingContext.Provider value={editing}>
      <SkipLink />
      <EditorTop
        history={history}
        kept_ms={kept_ms}
        playable={playable}
        onUndo={() => step({ kind: 'undo' })}
        onRedo={() => step({ kind: 'redo' })}
        onTrial={() => setOpen('trial')}
        onLoad={() => setOpen('load')}
      />
      <div class="author-grid">
        <Tree
          draft={draft}
          order={order}
          part={part}
          troubles={editing.troubles}
          onChoose={choose}
          onAdd={() => add(addDilemma)}
          onLeave={() => {
            keepNow();
            onLeave();
          }}
        />
        <main id="main" ref={main} class="author-form" tabIndex={-1}>
          <p class="author-small">{t('author.small_screen')}</p>
          <PartForm
            part={part}
            order={order}
            onCopy={(number) => add((now) => copyDilemma(now, number))}
            onRemove={remove}
          />
        </main>
        <aside class="author-side" aria-label={t('author.side')}>
          <Mend draft={draft} checked={checked} report={report} unchecked={unchecked} onGo={goToTrouble} />
          <Preview
            draft={draft}
            what={typeof part === 'number' ? 'dilemma' : previewed[part]}
            shown={checked?.preview ?? null}
            endings={checked?.endings ?? []}
            lang={previewLang}
            onLang={setPreviewLang}
          />
        </aside>
      </div>
      {open === 'load' && (
        <LoadDialog who={who} draft={draft} onClose={() => setOpen(null)} onLoaded={() => change(withNextVersion)} />
      )}
      {open === 'trial' && (
        <Trial
          who={who}
          draft={draft}
          known={report}
          onReport={setReport}
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

const forms: Readonly<Record<NamedPart, () => JSX.Element>> = {
  story: Story,
  team: Team,
  arc: Arc,
  endings: Endings,
  debrief: Debrief,
};

/* What a phone would show of this part. */
const previewed: Readonly<Record<NamedPart, 'lobby' | 'endings' | 'dilemma'>> = {
  story: 'lobby',
  team: 'lobby',
  arc: 'dilemma',
  endings: 'endings',
  debrief: 'dilemma',
};

interface PartFormProps {
  readonly part: DraftPart;
  readonly order: readonly number[];
  readonly onCopy: (number: number) => void;
  readonly onRemove: (number: number) => void;
}

function PartForm({ part, order, onCopy, onRemove }: PartFormProps): JSX.Element | null {
  const { draft } = useEditing();
  if (typeof part !== 'number') {
    const Form = forms[part];
    return <Form key={part} />;
  }
  if (part >= order.length) return null; // It was just taken away.
  return (
    <Dilemma
      key={idsAt(draft.scenario, ['dilemmas'])[part]}
      number={part}
      place={order.indexOf(part) + 1}
      onCopy={() => onCopy(part)}
      onRemove={order.length > 1 ? () => onRemove(part) : undefined}
    />
  );
}
