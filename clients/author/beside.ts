/* beside.ts -- what goes on while somebody types: the draft is kept on this device, checked by the server,
 * and played again when the effects of its options have changed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DraftChecked, Lang, TryoutReport } from '../core/types';
import { useText } from '../ui/reading';
import { playtest, type Asking, type check } from './requests';
import type { Draft, JsonMap } from './draft';

const KEEP_MS = 300;
const CHECK_MS = 350;
const AGAIN_MS = 5000; // When the server could not be reached.
const BYTES_MAX = 500_000; // What the server takes of one draft.
const PLAY_MS = 4000; // After the last change of an option's effects.

/* What is typed is kept: a moment later, when the page closes, and when keepNow() is called. kept_ms is when
 * that was; null: this device does not keep it. */
export function useKept(
  draft: Draft,
  onKeep: (draft: Draft) => boolean,
): { readonly kept_ms: number | null; readonly keepNow: () => void } {
  const [kept_ms, setKept] = useState<number | null>(null);
  const latest = useRef<() => void>(() => undefined);
  latest.current = () => setKept(onKeep(draft) ? Date.now() : null);
  const keepNow = (): void => latest.current();
  useEffect(() => {
    const timer = setTimeout(keepNow, KEEP_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => {
    // The page closes or the phone falls asleep: what was typed last is kept as well.
    addEventListener('pagehide', keepNow);
    document.addEventListener('visibilitychange', keepNow);
    return () => {
      removeEventListener('pagehide', keepNow);
      document.removeEventListener('visibilitychange', keepNow);
    };
  }, []);
  return { kept_ms, keepNow };
}

interface Checking {
  readonly who: Asking;
  readonly draft: Draft;
  readonly ask: typeof check;
  readonly shown: (checked: DraftChecked | null) => number; // The dilemma whose preview is wanted.
  readonly part: unknown; // When this changes, so does the preview.
  readonly lang: Lang; // Of the preview.
  readonly onKeyRefused: () => void;
}

/* What the server's compiler says about the draft; `unchecked` is why it could not be asked. */
export function useChecked({ who, draft, ask, shown, part, lang, onKeyRefused }: Checking): {
  readonly checked: DraftChecked | null;
  readonly unchecked: string | null;
} {
  const { t, lang: own } = useText();
  const [checked, setChecked] = useState<DraftChecked | null>(null);
  const [unchecked, setUnchecked] = useState<string | null>(null);
  const [again, setAgain] = useState(0);
  const asked = useRef(0);
  const problem = (message: string): string =>
    JSON.stringify(draft).length > BYTES_MAX ? t('author.too_large') : message || t('author.unreachable');
  const look = async (): Promise<void> => {
    const mine = asked.current;
    const answer = await ask(who, draft, shown(checked), lang);
    if (mine !== asked.current) return;
    setUnchecked(answer.ok ? null : problem(answer.problem.message));
    if (answer.ok) setChecked(answer.value);
    else if (answer.problem.code === 'forbidden') onKeyRefused();
    else setTimeout(() => setAgain((n) => n + 1), AGAIN_MS);
  };
  useEffect(() => {
    asked.current++;
    const timer = setTimeout(() => void look(), checked === null ? 0 : CHECK_MS);
    return () => clearTimeout(timer);
  }, [draft, part, lang, own, again]);
  return { checked, unchecked };
}

/* Is one option always best? Played in the background once effects have changed and the draft can be played. */
export function useReport(
  who: Asking,
  draft: Draft,
  playable: boolean,
): { readonly report: TryoutReport | null; readonly setReport: (report: TryoutReport) => void } {
  const [played, setPlayed] = useState<{ readonly report: TryoutReport; readonly scenario: JsonMap } | null>(null);
  const report = played?.scenario === draft.scenario ? played.report : null;
  const setReport = (made: TryoutReport): void => setPlayed({ report: made, scenario: draft.scenario });
  const wanted = playable && report === null;
  useEffect(() => {
    if (!wanted) return undefined;
    let stop = (): void => undefined;
    const timer = setTimeout(() => {
      stop = playtest(who, draft, (answer) => {
        if (answer.ok && answer.value.report !== null) setReport(answer.value.report);
      });
    }, PLAY_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [draft.scenario, wanted]);
  return { report, setReport };
}

/* Ctrl-Z and its opposite, except in a dialog. */
export function useUndoKeys(onKey: (kind: 'undo' | 'redo') => void): void {
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (event.target instanceof Element && event.target.closest('dialog') !== null) return;
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const redo = event.key === 'y' || (event.shiftKey && event.key.toLowerCase() === 'z');
      if (!redo && event.key !== 'z') return;
      event.preventDefault();
      onKey(redo ? 'redo' : 'undo');
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);
}
