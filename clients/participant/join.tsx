/* join.tsx -- "Schuif aan": one forgiving field for the code, a name, and a chair in a room. With a
 * code in the link two taps are enough. What goes wrong is said where it is, with what to do. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { codeOf, doorsOf, join, type Doors, type Problem } from '../core/api';
import { newToken } from '../core/token';
import { NAME_CHARS_MAX } from '../core/types';
import { written } from '../core/written';
import { at } from '../core/root';
import { Button } from '../ui/button';
import { Chips } from '../ui/chips';
import { Field } from '../ui/field';
import { LampScene } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import { roomName } from '../ui/words';

const CODE_LENGTH = 6;

interface JoinProps {
  readonly code: string;
  readonly resume: { readonly title: string; readonly go: () => void } | null;
  readonly onJoined: (token: string, code: string, title: string) => void;
}

export function Join({ code: given, resume, onJoined }: JoinProps): JSX.Element {
  const { t } = useText();
  const wish = useWish(given, onJoined);
  const { code, name, room, busy, doors, said } = wish;
  return (
    <form
      noValidate
      ref={wish.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void wish.go();
      }}
    >
      <PhonePage page="join" menu={<ReadingMenu />} bar={<JoinBar busy={busy} problem={said('other')} />}>
        <LampScene />
        <h1 class="join-title">{t('join.title')}</h1>
        <div class="stack">
          {resume !== null && <Resume resume={resume} />}
          <Field
            label={t('join.code')}
            help={t('join.code_help')}
            code
            value={code}
            error={said('code')}
            onInput={wish.setCode}
          />
          {doors !== null && doors.title !== '' && (
            <p class="soft small" role="status">
              {t('join.found', { title: doors.title })}
            </p>
          )}
          {nameless(doors) ? (
            <p class="lead-in">{t('join.scan')}</p>
          ) : (
            <Field
              label={t('join.name')}
              helpAfter={t('join.name_help')}
              value={name}
              maxLength={NAME_CHARS_MAX}
              autocomplete="nickname"
              error={said('name')}
              onInput={wish.setName}
            />
          )}
          {doors !== null && doors.rooms.length > 1 && <Rooms doors={doors} room={room} onPick={wish.setRoom} />}
        </div>
        <p class="small block center">
          <a href={at('/solo/')}>{t('join.alone')}</a>
        </p>
      </PhonePage>
    </form>
  );
}

/* Behind this door nobody plays: people only answer questions about their team. */
const nameless = (doors: Doors | null): boolean => doors?.scan === 'link';

function JoinBar({ busy, problem }: { readonly busy: boolean; readonly problem: string | null }): JSX.Element {
  const { t } = useText();
  return (
    <>
      {problem !== null && (
        <p class="field-error center" role="alert">
          {problem}
        </p>
      )}
      <Button kind="main" full submit busy={busy}>
        {busy ? t('join.busy') : t('join.go')}
      </Button>
      <p class="tiny soft center">{t('join.promise')}</p>
    </>
  );
}

function Resume({ resume }: { readonly resume: NonNullable<JoinProps['resume']> }): JSX.Element {
  const { t } = useText();
  return (
    <div class="sheet row between">
      <p>{resume.title === '' ? t('join.resume') : t('join.resume_title', { title: resume.title })}</p>
      <Button compact onClick={resume.go}>
        {t('join.resume_go')}
      </Button>
    </div>
  );
}

interface RoomsProps {
  readonly doors: Doors;
  readonly room: number | null;
  readonly onPick: (room: number) => void;
}

function Rooms({ doors, room, onPick }: RoomsProps): JSX.Element {
  const { t } = useText();
  return (
    <Chips
      label={t('join.room')}
      layout={doors.rooms.length > 3 ? 'flow' : 'even'}
      value={room}
      onPick={onPick}
      chips={doors.rooms.map((one) => ({
        value: one.room,
        off: one.taken >= one.seats,
        body: (
          <>
            <b>{roomName(t, one.room)}</b>
            <small>
              {one.taken >= one.seats ? t('join.room_full') : t('join.room_seats', { n: one.taken, m: one.seats })}
            </small>
          </>
        ),
      }))}
    />
  );
}

/* ---- what was filled in ---------------------------------------------------------------------------- */

type FieldName = 'code' | 'name';

interface JoinForm {
  readonly form: { current: HTMLFormElement | null };
  readonly code: string;
  readonly name: string;
  readonly room: number | null;
  readonly busy: boolean;
  readonly doors: Doors | null; // Behind the code, once it is whole.
  readonly said: (field: FieldName | 'other') => string | null; // What is wrong there.
  readonly setCode: (code: string) => void;
  readonly setName: (name: string) => void;
  readonly setRoom: (room: number) => void;
  readonly go: () => Promise<void>;
}

function useWish(given: string, onJoined: JoinProps['onJoined']): JoinForm {
  const { t, lang } = useText();
  const [code, setCode] = useState(given);
  const [name, setName] = useState('');
  const [room, setRoom] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [token] = useState(newToken);
  const [problem, setProblem] = useState<Problem | null>(null);
  const doors = useDoors(code, setProblem);
  const form = useRef<HTMLFormElement>(null);
  const asked = useRef(false); // Somebody tried to go in: the focus goes to what is wrong. Never while they type.
  useEffect(() => {
    if (problem !== null && asked.current) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
    asked.current = false;
  }, [problem]);

  const said = (field: FieldName | 'other'): string | null => {
    if (problem === null || fieldOf(problem) !== field) return null;
    return problem.message !== '' ? problem.message : t('join.unreachable');
  };
  /* Whoever types in a field has seen what was wrong with it; what is wrong with the other field stays. */
  const mended = (field: FieldName): void =>
    setProblem((before) =>
      before !== null && fieldOf(before) === (field === 'code' ? 'name' : 'code') ? before : null,
    );
  const go = async (): Promise<void> => {
    asked.current = true;
    if (codeOf(code).length !== CODE_LENGTH)
      return setProblem({ code: 'code_unknown', message: t('join.code_length') });
    if (!nameless(doors) && written(name, NAME_CHARS_MAX) === '')
      return setProblem({ code: 'name_empty', message: t('join.name_empty') });
    setBusy(true);
    const answer = await join({
      code,
      name: written(name, NAME_CHARS_MAX),
      lang,
      token,
      ...(room !== null ? { room } : {}),
    });
    setBusy(false);
    if (answer.ok) onJoined(answer.value.token, codeOf(code), doors?.title ?? '');
    else setProblem(answer.problem);
  };
  return {
    form,
    code,
    name,
    room,
    busy,
    doors,
    said,
    setRoom,
    go,
    setCode: (typed) => {
      setCode(typed);
      mended('code');
      setRoom(null);
    },
    setName: (typed) => {
      setName(typed);
      mended('name');
    },
  };
}

/* Looks behind the door as soon as the code is whole. */
function useDoors(code: string, onProblem: (problem: Problem) => void): Doors | null {
  const { lang } = useText();
  const [doors, setDoors] = useState<Doors | null>(null);
  const whole = codeOf(code);
  useEffect(() => {
    setDoors(null);
    if (whole.length !== CODE_LENGTH) return undefined;
    let stale = false;
    void doorsOf(whole, lang).then((answer) => {
      if (stale) return;
      if (answer.ok) setDoors(answer.value);
      else if (answer.problem.message !== '') onProblem(answer.problem);
    });
    return () => {
      stale = true;
    };
  }, [whole]);
  return doors;
}

function fieldOf(problem: Problem): 'code' | 'name' | 'other' {
  if (problem.field === 'code' || problem.code === 'code_unknown' || problem.code === 'too_many_tries') return 'code';
  if (problem.field === 'name' || problem.code.startsWith('name_')) return 'name';
  return 'other';
}
