/* reflection.tsx -- one question. The note stays on this device unless it is shared, and says so. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import lock from 'phosphor:lock-simple';
import { onItsWay } from '../core/screen';
import { noteKey } from '../core/storage';
import { NOTE_CHARS_MAX } from '../core/types';
import { written } from '../core/written';
import { Face } from '../ui/face';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';
import { Switch } from '../ui/switch';
import { isSolo, teamOf, type Playing } from './seat';
import { shelf } from '../ui/shelf';
import { StoryAgain } from './story-again';

export function Reflection({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, session, live, round, me, screen } = playing;
  const key = noteKey(live.token, `round${round.round}`);
  const [note, setNote] = useState(() => shelf.get(key) ?? '');
  const sent = onItsWay(screen, 'reflection_share', (command) => command.round === round.round);
  const shared = sent !== null ? sent.text !== '' : me.reflection_shared;
  const share = (text: string): void =>
    live.command({ type: 'reflection_share', round: round.round, text: written(text, NOTE_CHARS_MAX) });
  const about = dilemma.about[0] ?? -1;
  const member = session.scenario.members.find((one) => one.member === about);
  const face = teamOf(playing)?.members.find((one) => one.member === about)?.face ?? 'rustig';
  return (
    <>
      <div class="sitter sitter-small">
        {member !== undefined && <Face id={member.id} name={member.name} expression={face} size="l" />}
        <h1>{dilemma.reflection === '' ? t('reflection.question') : dilemma.reflection}</h1>
      </div>
      <StoryAgain playing={playing} />
      <Field
        label={t('reflection.note')}
        story
        lines={6}
        value={note}
        maxLength={NOTE_CHARS_MAX}
        onInput={(value) => {
          setNote(value);
          shelf.set(key, value);
        }}
        onDone={() => {
          if (shared && note.trim() !== '') share(note);
        }}
      />
      <p class="row small soft private" role="status">
        <Icon d={lock} />
        {shared ? t('reflection.shared') : t('reflection.private')}
      </p>
      {!isSolo(playing) && (
        <Switch
          label={t('reflection.share')}
          help={t('reflection.share_help')}
          on={shared}
          onChange={(on) => {
            if (!on) share('');
            else if (note.trim() !== '') share(note);
          }}
        />
      )}
    </>
  );
}
