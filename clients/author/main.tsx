/* main.tsx -- the author's page. It needs the trainer's key: whoever may start sessions may write their
 * stories. Drafts stay on this device until they are loaded or sent as a package. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { arrivedWith } from '../core/address';
import { scenarios, type Problem, type ScenarioCard } from '../core/api';
import { text } from '../core/i18n';
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { useText } from '../ui/reading';
import { shelf } from '../ui/shelf';
import '../trainer/trainer.css';
import './author.css';
import type { Openable, Vocabulary } from '../core/types';
import { files, listed, withdraw, words as askWords, type Asking } from './requests';
import { copyAs, freshDraft, nextVersion, putIn, wordAt, type Draft } from './draft';
import { Editor } from './editor';
import { allKept, drop, keep, keptOf, newKey, onOtherTab, openKey, setOpenKey, type KeptDraft } from './kept';
import { AuthorKey } from './key-page';
import { unpacked } from './pack';
import { Begin } from './begin';

const KEY = 'dk.trainer_key'; // The trainer's page keeps it there.

function arrive(): string | null {
  const { key } = arrivedWith('key');
  if (key !== null) shelf.set(KEY, key);
  return shelf.get(KEY);
}

function Page(): JSX.Element {
  const [key, setKey] = useState(arrive);
  const [refused, setRefused] = useState(false);
  if (key === null)
    return (
      <AuthorKey
        refused={refused}
        onKey={(given) => {
          shelf.set(KEY, given);
          setKey(given);
        }}
      />
    );
  return (
    <Author
      trainerKey={key}
      onKeyRefused={() => {
        shelf.remove(KEY);
        setRefused(true);
        setKey(null);
      }}
    />
  );
}

function Author({
  trainerKey,
  onKeyRefused,
}: {
  readonly trainerKey: string;
  readonly onKeyRefused: () => void;
}): JSX.Element {
  const { t, lang } = useText();
  const who = useMemo<Asking>(() => ({ key: trainerKey, lang }), [trainerKey, lang]);
  const [words, setWords] = useState<Vocabulary | null>(null);
  const [cards, setCards] = useState<readonly ScenarioCard[] | null>(null);
  const [{ scenarios: list, refused }, setList] = useState<Openable>({ scenarios: [], refused: [] });
  const [open, setOpen] = useState<KeptDraft | null>(() => {
    const last = openKey();
    return last === null ? null : keptOf(last);
  });
  const [drafts, setDrafts] = useState(allKept);
  const [problem, setProblem] = useState<string | null>(null);

  const failed = (what: Problem): void => {
    if (what.code === 'forbidden') onKeyRefused();
    setProblem(what.message || t('author.unreachable'));
  };
  useEffect(() => {
    void askWords(who).then((answer) => (answer.ok ? setWords(answer.value) : failed(answer.problem)));
  }, [who]);
  const look = (): void => {
    void Promise.all([scenarios(lang), listed(who)]).then(([all, mine]) => {
      if (!all.ok) return failed(all.problem);
      if (!mine.ok) return failed(mine.problem);
      setCards(all.value.scenarios);
      setList(mine.value);
    });
  };
  useEffect(() => {
    if (open === null) look();
  }, [who, open === null]); // Again after a draft: it may have been loaded.

  const slot = useRef(open?.key ?? ''); // Under which the open draft is kept.
  useEffect(
    () =>
      onOtherTab(
        () => slot.current,
        () => {
          slot.current = newKey();
          setOpenKey(slot.current);
        },
      ),
    [],
  );

  const begin = (kept: KeptDraft): void => {
    keep(kept);
    slot.current = kept.key;
    setOpenKey(kept.key);
    setProblem(null);
    setOpen(kept);
  };
  const beginWith = (draft: Draft): void => begin({ key: newKey(), at_ms: Date.now(), draft });
  const openStory = async (id: string): Promise<void> => {
    const answer = await files(who, id);
    if (!answer.ok) return failed(answer.problem);
    const { scenario, nl, en, own } = answer.value;
    const draft: Draft = { scenario, nl, en };
    const taken = [...list.map((one) => one.id), ...drafts.map((one) => wordAt(one.draft.scenario, ['id']))];
    beginWith(
      own
        ? putIn(draft, 'scenario', ['version'], nextVersion(wordAt(scenario, ['version'])))
        : copyAs(draft, taken, { nl: text('nl', 'author.copy_of'), en: text('en', 'author.copy_of') }),
    );
  };
  const openPackage = async (file: File): Promise<void> => {
    const draft = file.size > 2_000_000 ? null : unpacked(new Uint8Array(await file.arrayBuffer()));
    if (draft === null) setProblem(t('author.no_package'));
    else beginWith(draft);
  };
  const leave = (): void => {
    setOpenKey(null);
    setDrafts(allKept());
    setOpen(null);
  };
  if (open !== null && words !== null) {
    return (
      <Editor
        key={open.key}
        who={who}
        words={words}
        start={open.draft}
        onLeave={leave}
        onKeyRefused={onKeyRefused}
        onKeep={(draft) => keep({ key: slot.current, at_ms: Date.now(), draft })}
      />
    );
  }
  return (
    <Begin
      drafts={drafts}
      cards={words === null ? null : cards}
      listed={list}
      refused={refused}
      problem={problem}
      onGoOn={begin}
      onOpen={(id) => void openStory(id)}
      onWithdraw={(id) => void withdraw(who, id).then((answer) => (answer.ok ? look() : failed(answer.problem)))}
      onDrop={(one) => {
        drop(one.key);
        setDrafts(allKept());
      }}
      onPackage={(file) => void openPackage(file)}
      onFresh={() => {
        if (words !== null) beginWith(freshDraft(`story-${newKey().slice(0, 4)}`, words.portraits));
      }}
    />
  );
}

mount(<Page />, shelf, <Broken />);
