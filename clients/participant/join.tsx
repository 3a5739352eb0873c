/* join.tsx -- "Schuif aan": one forgiving field for the code, a name, and a chair in a room. With a
 * code in the link two taps are enough. What goes wrong is said where it is, with what to do. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { codeOf, doorsOf, join, newToken, type Doors, type Problem } from '../core/api';
import { NAME_BYTES_MAX } from '../core/types';
import { Button } from '../ui/button';
import { Chips } from '../ui/chips';
import { Field } from '../ui/field';
import { LampScene } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import { roomName } from '../ui/words';
import { clip } from './seat';

const CODE_LENGTH = 6;

export interface JoinProps {
  readonly code: string;
  readonly resume: { readonly title: string; readonly go: () => void } | null;
  readonly onJoined: (token: string, code: string, title: string) => void;
}

export function Join({ code: given, resume, onJoined }: JoinProps): JSX.Element {
  const { t, lang } = useText();
  const [code, setCode] = useState(given);
  const [name, setName] = useState('');
  const [room, setRoom] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [token] = useState(newToken);
  const [problem, setProblem] = useState<Problem | null>(null);
  const doors = useDoors(code, setProblem);

  const said = (field: 'code' | 'name' | 'other'): string | null => {
    if (problem === null || fieldOf(problem) !== field) return null;
    return problem.message !== '' ? problem.message : t('join.unreachable');
  };
  const mended = (field: 'code' | 'name'): void =>
    setProblem((before) =>
      before !== null && fieldOf(before) === (field === 'code' ? 'name' : 'code') ? before : null,
    );
  const form = useRef<HTMLFormElement>(null);
  const asked = useRef(false); // Only who tried to go in is brought to what is wrong; who still types is not.
  useEffect(() => {
    if (problem !== null && asked.current) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
    asked.current = false;
  }, [problem]);
  const go = async (): Promise<void> => {
    asked.current = true;
    if (codeOf(code).length !== CODE_LENGTH)
      return setProblem({ code: 'code_unknown', message: t('join.code_length') });
    if (name.trim() === '') return setProblem({ code: 'name_empty', message: t('join.name_empty') });
    setBusy(true);
    const answer = await join({
      code,
      name: clip(name.trim(), NAME_BYTES_MAX),
      lang,
      token,
      ...(room !== null ? { room } : {}),
    });
    setBusy(false);
    if (answer.ok) onJoined(answer.value.token, codeOf(code), doors?.title ?? '');
    else setProblem(answer.problem);
  };
  return (
    <form
      noValidate
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void go();
      }}
    >
      <PhonePage
        page="join"
        menu={<ReadingMenu />}
        bar={
          <>
            {said('other') && (
              <p class="field-error center" role="alert">
                {said('other')}
              </p>
            )}
            <Button kind="main" full submit busy={busy}>
              {busy ? t('join.busy') : t('join.go')}
            </Button>
            <p class="tiny soft center">{t('join.promise')}</p>
          </>
        }
      >
        <LampScene />
        <h1 class="join-title">{t('join.title')}</h1>
        <div class="stack">
          {resume !== null && (
            <div class="sheet row between">
              <p>{resume.title === '' ? t('join.resume') : t('join.resume_title', { title: resume.title })}</p>
              <Button compact onClick={resume.go}>
                {t('join.resume_go')}
              </Button>
            </div>
          )}
          <Field
            label={t('join.code')}
            help={t('join.code_help')}
            code
            value={code}
            maxLength={12}
            error={said('code')}
            onInput={(value) => {
              setCode(value);
              mended('code');
              setRoom(null);
            }}
          />
          {doors !== null && doors.title !== '' && (
            <p class="soft small" role="status">
              {t('join.found', { title: doors.title })}
            </p>
          )}
          <Field
            label={t('join.name')}
            helpAfter={t('join.name_help')}
            value={name}
            maxLength={NAME_BYTES_MAX}
            autocomplete="nickname"
            error={said('name')}
            onInput={(value) => {
              setName(value);
              mended('name');
            }}
          />
          {doors !== null && doors.rooms.length > 1 && (
            <Chips
              label={t('join.room')}
              layout={doors.rooms.length > 3 ? 'flow' : 'even'}
              value={room}
              onPick={setRoom}
              chips={doors.rooms.map((one) => ({
                value: one.room,
                off: one.taken >= one.seats,
                body: (
                  <>
                    <b>{roomName(t, one.room)}</b>
                    <small>
                      {one.taken >= one.seats
                        ? t('join.room_full')
                        : t('join.room_seats', { n: one.taken, m: one.seats })}
                    </small>
                  </>
                ),
              }))}
            />
          )}
        </div>
        <p class="small block center">
          <a href="/solo/">{t('join.alone')}</a>
        </p>
      </PhonePage>
    </form>
  );
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
